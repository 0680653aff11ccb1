import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

export const documentKinds = ['invoice', 'credit_note', 'receipt', 'statement', 'pro_forma'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const papers = ['a4', 'letter'] as const;
export type Paper = (typeof papers)[number];

/**
 * `subject`: the number of an invoice or a credit note, the id of a payment for a receipt or a pro-forma, and for a
 * statement two days of UTC, `2026-10-01_2026-10-31`.
 */
export const DocumentInput = z.object({
  kind: z.enum(documentKinds),
  subject: line(60),
  /** As the billing details have it, unless said. */
  paper: z.enum(papers).optional(),
});
export type DocumentInput = z.input<typeof DocumentInput>;

export const FinanceDocumentInput = DocumentInput.extend({ organisationId: Id('organisation') });

export const ReadDocumentInput = z.object({
  documentId: Id('document'),
  /** Either is recorded in the audit log. */
  as: z.enum(['preview', 'download']),
});

export type DocumentDto = {
  documentId: string;
  status: 'queued' | 'running' | 'ready' | 'failed';
  fileName: string;
};
