import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type ExportModel, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { fileStore } from '@/lib/integrations/storage/choose';
import { exportBounds } from './export-chunks';
import { fileFacts } from './export-file';
import { type ExportDto, ExportInput, ExportRef, LONG_LIST } from './schema.export';

const SHOWN = 10;
const withPerson = { createdBy: { select: { name: true } } } as const;

function toDto(row: ExportModel & { createdBy: { name: string } }): ExportDto {
  const { kind, format, from, to } = requestOf(row);
  const isReady = row.status === 'ready';
  return {
    ...{ id: row.id, kind, format, from, to, status: row.status },
    progress: isReady ? 1 : row.rowsTotal > 0 ? Math.min(1, row.rowsDone / row.rowsTotal) : 0,
    sizeBytes: row.sizeBytes,
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    href: isReady ? `/api/portal/exports/${row.id}/file` : null,
  };
}

const requestOf = ({ kind, format, filters }: ExportModel) =>
  ExportInput.parse({ ...(filters as object), kind, format });

/** The organisation's exports that are still kept, newest first. */
export async function listExports(ctx: Context): Promise<ExportDto[]> {
  authorise(ctx, 'credits:read');
  const rows = await db.export.findMany({
    where: { organisationId: tenant(ctx), expiresAt: { gt: ctx.now } },
    include: withPerson,
    orderBy: { id: 'desc' },
    take: SHOWN,
  });
  return rows.map(toDto);
}

/** One export and how far it is. Error: `not_found`, also for another organisation's and for one that has run out. */
export async function getExport(ctx: Context, input: z.input<typeof ExportRef>): Promise<ExportDto> {
  authorise(ctx, 'credits:read');
  return toDto(await find(ctx, input));
}

/** Opens the file of an export that is ready. Errors as `getExport`. */
export async function readExport(
  ctx: Context,
  input: z.input<typeof ExportRef>,
): Promise<{ fileName: string; mediaType: string; size: number; stream: Readable }> {
  authorise(ctx, 'credits:read');
  const row = await find(ctx, input);
  if (row.status !== 'ready' || !row.storageKey) throw notFound();
  return { ...fileFacts(requestOf(row)), ...(await fileStore().get(row.storageKey)) };
}

async function find(ctx: Context, input: z.input<typeof ExportRef>) {
  const ref = ExportRef.safeParse(input);
  const row = ref.success
    ? await db.export.findUnique({
        where: {
          organisationId_id: { organisationId: tenant(ctx), id: ref.data.exportId },
          expiresAt: { gt: ctx.now },
        },
        include: withPerson,
      })
    : null;
  if (!row) throw notFound();
  return row;
}

/** Whether so many entries lie within these days that the worker has to make the list. */
export async function isLongExport(ctx: Context, days: { from: string; to: string }): Promise<boolean> {
  authorise(ctx, 'credits:read');
  const { first, last } = await exportBounds(tenant(ctx), days);
  return last - first >= BigInt(LONG_LIST);
}
