import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import type { AskApprovalInput, DraftSummariesInput } from '@/lib/domain/approvals/schema';
import type { AskableDto, DraftedSummaryDto } from '@/lib/domain/approvals/schema.dto';

type Chosen = z.input<typeof DraftSummariesInput>;

/** What the dialog may do, handed down by the page. */
export interface AskActions {
  look: Action<Chosen, AskableDto[]>;
  draft: Action<Chosen, DraftedSummaryDto[]>;
  ask: Action<z.input<typeof AskApprovalInput>, { askId: string }>;
}
