import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Context, authorise, jobContext, tenant } from '@/lib/core/context';
import { type DocumentModel, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { fileStore } from '@/lib/integrations/storage/choose';
import { ensureDocument, fileNameOf, toDto } from './internal';
import { PDF, renderDocument } from './render-document';
import { type DocumentDto, DocumentInput, ReadDocumentInput } from './schema';

export type DocumentFile = { fileName: string; mediaType: string; size: number; stream: Readable };

const DocumentIdInput = ReadDocumentInput.pick({ documentId: true });

/** Whether a document of the caller's organisation is ready. Errors: `not_found`. */
export async function getDocument(
  ctx: Context,
  input: z.input<typeof DocumentIdInput>,
): Promise<DocumentDto> {
  authorise(ctx, 'billing:read');
  const { documentId: id } = parse(DocumentIdInput, input);
  return toDto(await find({ organisationId: tenant(ctx), id }));
}

/** The same of any customer, for finance. */
export async function getDocumentForFinance(
  ctx: Context,
  input: z.input<typeof DocumentIdInput>,
): Promise<DocumentDto> {
  authorise(ctx, 'revenue:read');
  return toDto(await find({ id: parse(DocumentIdInput, input).documentId }));
}

/**
 * Opens a document of the caller's organisation, and records that it was looked at or saved.
 * Errors: `not_found`; `conflict` `documentNotReady`.
 */
export async function readDocument(
  ctx: Context,
  input: z.input<typeof ReadDocumentInput>,
): Promise<DocumentFile> {
  authorise(ctx, 'billing:read');
  const { documentId: id, as } = parse(ReadDocumentInput, input);
  return open(ctx, await find({ organisationId: tenant(ctx), id }), as);
}

/** The same of any customer, for finance. */
export async function readDocumentForFinance(
  ctx: Context,
  input: z.input<typeof ReadDocumentInput>,
): Promise<DocumentFile> {
  authorise(ctx, 'revenue:read');
  const { documentId: id, as } = parse(ReadDocumentInput, input);
  return open(ctx, await find({ id }), as);
}

/** The file at once, for programs: drawn while they wait where nobody asked for it before. Recorded as a download. */
export async function makeDocument(ctx: Context, input: DocumentInput): Promise<DocumentFile> {
  authorise(ctx, 'billing:read');
  const document = await ensureDocument(ctx, parse(DocumentInput, input));
  const { organisationId, id } = document;
  if (document.status !== 'ready')
    await renderDocument(jobContext('documents.render', ctx.now, organisationId), {
      ...{ organisationId, documentId: id },
    });
  return open(ctx, await find({ organisationId, id }), 'download');
}

async function find(where: { organisationId?: string; id: string }): Promise<DocumentModel> {
  const document = await db.document.findFirst({ where });
  if (!document) throw notFound();
  return document;
}

async function open(
  ctx: Context,
  document: DocumentModel,
  as: 'preview' | 'download',
): Promise<DocumentFile> {
  const { organisationId, id, kind, subject, storageKey, status } = document;
  if (status !== 'ready' || !storageKey) throw new AppError('conflict', 'documentNotReady');
  const { stream, size } = await fileStore().get(storageKey);
  await transaction((tx) =>
    recordAudit(tx, ctx, {
      ...{ action: `document.${as}`, recordType: 'document', recordId: id, organisationId },
      after: { kind, subject },
    }),
  );
  return { fileName: fileNameOf(kind, subject), mediaType: PDF, size, stream };
}
