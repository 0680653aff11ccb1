import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { decodePosition, encodePosition, olderThan } from '@/lib/core/position';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { ListWaivedInput, type WaivedDto } from './schema';

const PAGE = 50;

const include = { wallet: { select: { organisation: { select: { name: true } } } } };

/**
 * Commands that went through while the deployment observed although credits were missing: what `on` would have
 * refused. Newest first, in keyset pages of 50. For administrators.
 */
export async function listWaived(ctx: Context, input: z.input<typeof ListWaivedInput>) {
  authorise(ctx, 'catalogue:manage');
  const { after } = parse(ListWaivedInput, input);
  const from = after ? decodePosition(after) : null;
  const where: Prisma.OperationWhereInput = {
    shortfallMicro: { gt: 0n },
    // The wallet's functions say so in the answer: what `off` let through is nobody's business.
    answer: { path: ['observed'], equals: true },
    ...(from && olderThan(from)),
  };
  const query = db.operation.findMany({
    ...{ where, include, take: PAGE + 1 },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const [found, services] = await Promise.all([query, listServiceNames()]);
  const rows = found
    .slice(0, PAGE)
    .map(({ organisationId, id, kind, serviceCode, quantity, reference, ...row }): WaivedDto => ({
      ...{ organisationId, id, kind, reference },
      organisation: row.wallet.organisation.name,
      service: serviceCode && (services.get(serviceCode) ?? serviceCode),
      quantity: quantity?.toFixed() ?? null,
      cost: creditsToDecimal(row.amountMicro),
      shortfall: creditsToDecimal(row.shortfallMicro),
      at: row.createdAt.toISOString(),
    }));
  const last = rows.at(-1);
  const next = found.length > PAGE && last ? encodePosition({ at: new Date(last.at), id: last.id }) : null;
  return { rows, next };
}
