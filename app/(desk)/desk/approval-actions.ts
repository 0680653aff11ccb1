'use server';

import { askApproval } from '@/lib/domain/approvals/ask-approval';
import { draftSummaries } from '@/lib/domain/approvals/draft-summaries';
import { listAskable } from '@/lib/domain/approvals/queries';
import { AskApprovalInput, DraftSummariesInput } from '@/lib/domain/approvals/schema';
import { staffAction } from '@/lib/web/actions';

export const look = staffAction(DraftSummariesInput, listAskable);
export const draft = staffAction(DraftSummariesInput, draftSummaries);
export const ask = staffAction(AskApprovalInput, askApproval);
