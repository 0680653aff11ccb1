'use server';

import { bringItem } from '@/lib/domain/reconciliation/bring-item';
import { decideItem } from '@/lib/domain/reconciliation/decide-item';
import { recordTransfer } from '@/lib/domain/reconciliation/record-transfer';
import {
  DecisionInput,
  ItemInput,
  ReconciliationInput,
  RecordInput,
} from '@/lib/domain/reconciliation/schema';
import { startReconciliation } from '@/lib/domain/reconciliation/start-reconciliation';
import { staffAction } from '@/lib/web/actions';

export const startRun = staffAction(ReconciliationInput, startReconciliation);
export const decide = staffAction(DecisionInput, decideItem);
export const bring = staffAction(ItemInput, bringItem);
export const record = staffAction(RecordInput, recordTransfer);
