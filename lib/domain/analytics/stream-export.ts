import { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { AppError, parse } from '@/lib/core/errors';
import { entryPieces, exportBounds, usageText } from './export-chunks';
import { ExportInput, LONG_LIST } from './schema.export';
import { fileFacts } from './export-file';
import { getAnalytics } from './get-analytics';

export type ExportStream = { fileName: string; mediaType: string; stream: Readable };

/**
 * A short list as a file at once: the usage table as it is shown, or the entries behind it. Errors: `invalid`, also
 * (`exportTooLong`) where the worker has to make the list.
 */
export async function streamExport(ctx: Context, input: z.input<typeof ExportInput>): Promise<ExportStream> {
  authorise(ctx, 'credits:read');
  const request = parse(ExportInput, input);
  const { kind, format, ...filters } = request;
  const facts = fileFacts(request);
  if (kind === 'usage')
    return { ...facts, stream: Readable.from([usageText(await getAnalytics(ctx, filters), format)]) };
  const organisationId = tenant(ctx);
  const bounds = await exportBounds(organisationId, request);
  if (bounds.last - bounds.first >= BigInt(LONG_LIST)) throw new AppError('invalid', 'exportTooLong');
  const pieces = entryPieces(organisationId, request, bounds);
  return { ...facts, stream: Readable.from(textOf(pieces)) };
}

async function* textOf(pieces: AsyncIterable<{ text: string }>) {
  for await (const { text } of pieces) if (text) yield text;
}
