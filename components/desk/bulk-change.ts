import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import type { BulkInput } from '@/lib/domain/desk/schema';
import type { BulkResultDto } from '@/lib/domain/desk/schema.dto';

export type BulkAction = Action<z.input<typeof BulkInput>, BulkResultDto[]>;
export type BulkChange = z.input<typeof BulkInput>['change'];

/** The changes that ask for more before they are made. */
export type BulkDialogAct = 'assign' | 'urgency' | 'cancel';
