'use server';

import { decideItem } from '@/lib/domain/reconciliation/decide-item';
import { DecisionInput, ReconciliationInput } from '@/lib/domain/reconciliation/schema';
import { startReconciliation } from '@/lib/domain/reconciliation/start-reconciliation';
import { staffAction } from '@/lib/web/actions';

export const startRun = staffAction(ReconciliationInput, startReconciliation);
export const decide = staffAction(DecisionInput, decideItem);
