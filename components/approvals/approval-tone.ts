import type { Tone } from '@/components/ui/chip';
import type { ApprovalState } from '@/lib/domain/approvals/schema';

/** How each state looks; its word goes with it. */
export const approvalTone: Record<ApprovalState, Tone> = {
  pending: 'warning',
  approved: 'positive',
  rejected: 'critical',
  voided: 'neutral',
};
