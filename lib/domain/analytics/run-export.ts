import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { fileStore } from '@/lib/integrations/storage/choose';
import { type Piece, entryPieces, exportBounds, usageText } from './export-chunks';
import { ExportInput } from './schema.export';
import { fileFacts } from './export-file';
import { getAnalytics } from './get-analytics';

const REPORT_MS = 1_000;

export const RunExportInput = z.object({ organisationId: z.string(), exportId: z.string() });

/**
 * Makes the file of an export and says how far it is, once a second. A repeat makes it anew; one that is ready or gone is
 * left alone. The file goes to the store before the row calls it ready.
 */
export async function runExport(ctx: Context, input: z.input<typeof RunExportInput>): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const { organisationId, exportId: id } = RunExportInput.parse(input);
  const row = { where: { organisationId_id: { organisationId, id } } };
  const found = await db.export.findUnique(row);
  if (!found || found.status === 'ready' || found.expiresAt <= ctx.now) return;
  await db.export.update({ ...row, data: { status: 'running', rowsDone: 0 } });
  const startedAt = performance.now();
  const file = path.join(tmpdir(), `${id}-${randomUUID()}`);
  const storageKey = `exports/${organisationId}/${id}`;
  try {
    const request = ExportInput.parse({
      ...(found.filters as object),
      ...{ kind: found.kind, format: found.format },
    });
    const pieces = await piecesOf({ ...ctx, organisationId }, organisationId, request);
    const report = (rowsDone: number) => db.export.update({ ...row, data: { rowsDone } });
    const facts = await writeFile(file, pieces, report);
    const meta = { ...facts, contentType: fileFacts(request).mediaType };
    await fileStore().put(storageKey, createReadStream(file), meta);
    await db.export.update({
      ...row,
      data: {
        ...{ status: 'ready', storageKey, sizeBytes: meta.size },
        ...{
          rowsDone: found.rowsTotal,
          finishedAt: new Date(ctx.now.getTime() + performance.now() - startedAt),
        },
      },
    });
  } catch (error) {
    await db.export.update({ ...row, data: { status: 'failed' } });
    throw error;
  } finally {
    await rm(file, { force: true });
  }
}

async function piecesOf(
  ctx: Context,
  organisationId: string,
  request: ExportInput,
): Promise<AsyncIterable<Piece>> {
  if (request.kind === 'entries')
    return entryPieces(organisationId, request, await exportBounds(organisationId, request));
  const { kind: _, format, ...filters } = request;
  const text = usageText(await getAnalytics(ctx, filters), format);
  return (async function* () {
    yield { text, done: 0 };
  })();
}

/** The store wants size and hash before the content: the list goes to a file of this machine first. */
async function writeFile(
  file: string,
  pieces: AsyncIterable<Piece>,
  report: (done: number) => Promise<unknown>,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  let reportedAt = performance.now();
  const bytes = async function* () {
    for await (const { text, done } of pieces) {
      const chunk = Buffer.from(text);
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
      if (performance.now() - reportedAt < REPORT_MS) continue;
      reportedAt = performance.now();
      await report(done);
    }
  };
  await pipeline(bytes, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  return { size, sha256: hash.digest('hex') };
}
