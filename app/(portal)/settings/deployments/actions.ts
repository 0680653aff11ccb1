'use server';

import {
  changeDeployment,
  createDeployment,
  disableDeployment,
  enableDeployment,
} from '@/lib/domain/deployments/manage-deployment';
import {
  createDeploymentKey,
  revokeDeploymentKey,
  rotateDeploymentKey,
} from '@/lib/domain/deployments/manage-key';
import {
  ChangeDeploymentInput,
  CreateDeploymentInput,
  DeploymentInput,
  DeploymentKeyInput,
  RotateDeploymentKeyInput,
} from '@/lib/domain/deployments/schema';
import { memberAction } from '@/lib/web/actions';

export const create = memberAction(CreateDeploymentInput, createDeployment);
export const change = memberAction(ChangeDeploymentInput, changeDeployment);
export const disable = memberAction(DeploymentInput, disableDeployment);
export const enable = memberAction(DeploymentInput, enableDeployment);
export const makeKey = memberAction(DeploymentInput, createDeploymentKey);
export const rotateKey = memberAction(RotateDeploymentKeyInput, rotateDeploymentKey);
export const revokeKey = memberAction(DeploymentKeyInput, revokeDeploymentKey);
