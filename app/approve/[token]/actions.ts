'use server';

import { decideApproval } from '@/lib/domain/approvals/decide-approval';
import { DecideApprovalInput } from '@/lib/domain/approvals/schema';
import { publicAction } from '@/lib/web/actions';

export const decide = publicAction(DecideApprovalInput, decideApproval);
