'use server';

import { changeKey as change } from '@/lib/domain/apps/change-key';
import { createKey as create } from '@/lib/domain/apps/create-key';
import { revokeKey as revoke } from '@/lib/domain/apps/revoke-key';
import { rotateKey as rotate } from '@/lib/domain/apps/rotate-key';
import { ChangeKeyInput, CreateKeyInput, KeyInput, RotateKeyInput } from '@/lib/domain/apps/schema';
import { memberAction } from '@/lib/web/actions';

export const createKey = memberAction(CreateKeyInput, create);
export const rotateKey = memberAction(RotateKeyInput, rotate);
export const changeKey = memberAction(ChangeKeyInput, change);
export const revokeKey = memberAction(KeyInput, revoke);
