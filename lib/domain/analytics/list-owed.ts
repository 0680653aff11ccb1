import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import type { OwedDto } from './schema.usage';

const SHOWN = 20;

/** What the caller's organisation owes for work that was delivered, oldest first; null when nothing is open. */
export async function listOwed(ctx: Context): Promise<OwedDto | null> {
  authorise(ctx, 'credits:read');
  const organisationId = tenant(ctx);
  const wallet = await db.wallet.findUnique({ where: { organisationId }, select: { owedMicro: true } });
  if (!wallet || wallet.owedMicro === 0n) return null;
  const [rows, names] = await Promise.all([
    db.receivable.findMany({
      where: { organisationId, closedAt: null },
      include: { operation: { select: { reference: true } } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: SHOWN,
    }),
    listServiceNames(),
  ]);
  return {
    total: creditsToDecimal(wallet.owedMicro),
    items: rows.map((row) => ({
      id: row.id,
      service: row.serviceCode && (names.get(row.serviceCode) ?? row.serviceCode),
      reference: row.operation.reference,
      amount: creditsToDecimal(row.amountMicro),
      open: creditsToDecimal(row.amountMicro - row.settledMicro - row.forgivenMicro),
      createdAt: row.createdAt.toISOString(),
    })),
  };
}
