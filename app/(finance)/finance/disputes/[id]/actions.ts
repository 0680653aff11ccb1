'use server';

import { addEvidence } from '@/lib/domain/disputes/add-evidence';
import { closeRecordedDispute } from '@/lib/domain/disputes/record-dispute';
import { removeEvidence } from '@/lib/domain/disputes/remove-evidence';
import { AddEvidenceInput, CloseDisputeInput, DisputeRef, EvidenceRef } from '@/lib/domain/disputes/schema';
import { submitDispute } from '@/lib/domain/disputes/submit-dispute';
import { staffAction } from '@/lib/web/actions';

export const add = staffAction(AddEvidenceInput, addEvidence);
export const remove = staffAction(EvidenceRef, removeEvidence);
export const submit = staffAction(DisputeRef, submitDispute);
export const close = staffAction(CloseDisputeInput, closeRecordedDispute);
