import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { parse } from '@/lib/core/errors';
import { ensureDocument, forOrganisation, toDto } from './internal';
import { type DocumentDto, DocumentInput, FinanceDocumentInput } from './schema';

/**
 * Asks for a PDF of the caller's organisation: one that is there is answered, one that is not is queued for the worker,
 * once however often it is asked for. Errors: `not_found` for what the organisation does not have.
 */
export async function requestDocument(ctx: Context, input: DocumentInput): Promise<DocumentDto> {
  authorise(ctx, 'billing:read');
  return toDto(await ensureDocument(ctx, parse(DocumentInput, input)));
}

/** The same for any customer, for finance. */
export async function requestDocumentForFinance(
  ctx: Context,
  input: z.input<typeof FinanceDocumentInput>,
): Promise<DocumentDto> {
  authorise(ctx, 'revenue:read');
  const { organisationId, ...asked } = parse(FinanceDocumentInput, input);
  return toDto(await ensureDocument(forOrganisation(ctx, organisationId), asked));
}
