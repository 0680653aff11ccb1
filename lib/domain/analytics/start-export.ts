import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import { addDays } from '@/lib/core/time';
import { exportBounds } from './export-chunks';
import { ExportInput, KEPT_DAYS } from './schema.export';

const AT_ONCE = 5;

/**
 * Asks the worker for a long list: the entries behind the use that the filters show. The file is kept for seven days.
 * Errors: `invalid`; `limit_reached` when five of the organisation are being made.
 */
export async function startExport(
  ctx: Context,
  input: z.input<typeof ExportInput>,
): Promise<{ exportId: string }> {
  authorise(ctx, 'credits:read');
  const createdById = caller(ctx);
  const organisationId = tenant(ctx);
  const { kind, format, ...filters } = parse(ExportInput, input);
  const { first, last } = await exportBounds(organisationId, filters);
  const exportId = newId('export');
  await transaction(async (tx) => {
    const open = await tx.export.count({
      where: { organisationId, status: { in: ['queued', 'running'] }, expiresAt: { gt: ctx.now } },
    });
    if (open >= AT_ONCE) throw new AppError('limit_reached', 'tooManyExports');
    await tx.export.create({
      data: {
        ...{ organisationId, id: exportId, kind, format, filters, createdById, createdAt: ctx.now },
        rowsTotal: Math.max(0, Number(last - first + 1n)),
        expiresAt: addDays(ctx.now, KEPT_DAYS),
      },
    });
    await enqueue(tx, 'analytics.export', { organisationId, exportId }, { maxAttempts: 3 });
  });
  return { exportId };
}
