import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import type {
  ChangeDeploymentInput,
  CreateDeploymentInput,
  DeploymentInput,
  DeploymentKeyInput,
  NewDeploymentKeyDto,
  RotateDeploymentKeyInput,
} from '@/lib/domain/deployments/schema';

type Of<S extends z.ZodType, Data = unknown> = Action<z.input<S>, Data>;

export type CreateAction = Of<typeof CreateDeploymentInput, { deploymentId: string }>;

/** What an owner may do with a deployment, handed down by the page. */
export interface DeploymentActions {
  change: Of<typeof ChangeDeploymentInput>;
  disable: Of<typeof DeploymentInput>;
  enable: Of<typeof DeploymentInput>;
  makeKey: Of<typeof DeploymentInput, NewDeploymentKeyDto>;
  rotateKey: Of<typeof RotateDeploymentKeyInput, NewDeploymentKeyDto>;
  revokeKey: Of<typeof DeploymentKeyInput>;
}
