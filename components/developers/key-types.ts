import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import type {
  ChangeKeyInput,
  CreateKeyInput,
  KeyInput,
  NewKeyDto,
  RotateKeyInput,
} from '@/lib/domain/apps/schema';

export type CreateKey = Action<z.input<typeof CreateKeyInput>, NewKeyDto>;

export interface KeyActions {
  rotate: Action<z.input<typeof RotateKeyInput>, NewKeyDto>;
  change: Action<z.input<typeof ChangeKeyInput>, unknown>;
  revoke: Action<z.input<typeof KeyInput>, unknown>;
}
