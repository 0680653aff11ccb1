import { hash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { jobs } from '@/lib/core/jobs';
import { fileStore } from '@/lib/integrations/storage/choose';
import { composeSheet } from './internal';

export const PDF = 'application/pdf';

/**
 * Draws a document and keeps it; one that is ready stays as it is. The file goes to the store before the row calls it
 * ready. A fault marks it failed, and the job is tried again.
 */
export async function renderDocument(
  ctx: Context,
  input: z.input<(typeof jobs)['documents.render']>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const { organisationId, documentId: id } = jobs['documents.render'].parse(input);
  const row = { where: { organisationId_id: { organisationId, id } } };
  const document = await db.document.findUnique(row);
  if (!document) throw notFound();
  if (document.status === 'ready') return;
  const storageKey = `documents/${organisationId}/${id}.pdf`;
  try {
    const sheet = await composeSheet({ ...ctx, organisationId }, document);
    // Loaded when something is drawn: fonts and layout engine take a second, and most processes never need them.
    const { renderPdf } = await import('@/lib/integrations/pdf/render');
    const bytes = await renderPdf(sheet);
    const meta = { contentType: PDF, size: bytes.length, sha256: hash('sha256', bytes) };
    await fileStore().put(storageKey, bytes, meta);
    const { size: sizeBytes, sha256 } = meta;
    await db.document.update({
      ...row,
      data: { status: 'ready', storageKey, sha256, sizeBytes, finishedAt: ctx.now },
    });
  } catch (error) {
    await db.document.update({ ...row, data: { status: 'failed' } });
    throw error;
  }
}
