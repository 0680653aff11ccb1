import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type HoldModel, type LotModel, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { addDays, dayIn } from '@/lib/core/time';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { postDue } from './expire-credits';
import { type EntryDto, type HoldDto, type LotDto, type WalletDto, walletDto } from './schema';

const PAGE = 50;

/** Lots that can be drawn at `now`, in draw order (the order of wallet_draw_lots). */
async function drawableLots(organisationId: string, now: Date): Promise<LotModel[]> {
  const lots = await db.lot.findMany({
    where: { organisationId, isOpen: true, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    orderBy: [
      { priority: 'asc' },
      { expiresAt: { sort: 'asc', nulls: 'last' } },
      { createdAt: 'asc' },
      { id: 'asc' },
    ],
  });
  return lots.filter((lot) => lot.effectiveAt <= now);
}

async function readWallet(organisationId: string, now: Date) {
  await postDue(db, organisationId, now);
  const [wallet, lots] = await Promise.all([
    db.wallet.findUnique({ where: { organisationId } }),
    drawableLots(organisationId, now),
  ]);
  if (!wallet) throw notFound();
  const available = lots.reduce((sum, lot) => sum + lot.remainingMicro, 0n);
  // A lot that begins later counts for nothing yet.
  return {
    wallet: walletDto({ balance: available + wallet.heldMicro, held: wallet.heldMicro, available }),
    lots,
  };
}

/** The wallet of the caller's organisation. */
export async function getWallet(ctx: Context): Promise<WalletDto> {
  return (await getWalletWithLots(ctx)).wallet;
}

/** The wallet and the lots behind it, in draw order, from the same moment. */
export async function getWalletWithLots(ctx: Context) {
  authorise(ctx, 'credits:read');
  return readWallet(tenant(ctx), ctx.now);
}

/** A customer's wallet, for staff. Error: `not_found`. */
export async function getWalletOf(ctx: Context, organisationId: string): Promise<WalletDto> {
  authorise(ctx, 'customers:read');
  return (await readWallet(organisationId, ctx.now)).wallet;
}

const lotDto = (lot: LotModel): LotDto => ({
  id: lot.id,
  source: lot.source,
  granted: creditsToDecimal(lot.grantedMicro),
  remaining: creditsToDecimal(lot.remainingMicro),
  held: creditsToDecimal(lot.heldMicro),
  effectiveAt: lot.effectiveAt.toISOString(),
  expiresAt: lot.expiresAt?.toISOString() ?? null,
  purchaseId: lot.purchaseId,
});

async function readLots(organisationId: string, now: Date): Promise<LotDto[]> {
  await postDue(db, organisationId, now);
  return (await drawableLots(organisationId, now)).map(lotDto);
}

/** Lots with credits in them, in the order in which they will be drawn. */
export async function listLots(ctx: Context): Promise<LotDto[]> {
  authorise(ctx, 'credits:read');
  return readLots(tenant(ctx), ctx.now);
}

/** A customer's lots, for staff. */
export async function listLotsOf(ctx: Context, organisationId: string): Promise<LotDto[]> {
  authorise(ctx, 'customers:read');
  return readLots(organisationId, ctx.now);
}

async function readEntries(organisationId: string, before: bigint | undefined, take: number) {
  const query = db.entry.findMany({
    where: { organisationId, seq: before ? { lt: before } : undefined },
    include: {
      lot: { select: { source: true } },
      operation: { select: { reference: true, reason: true } },
    },
    orderBy: { seq: 'desc' },
    take: take + 1,
  });
  const [rows, services] = await Promise.all([query, listServiceNames()]);
  const entries: EntryDto[] = rows.slice(0, take).map((row) => ({
    seq: row.seq.toString(),
    kind: row.kind,
    serviceCode: row.serviceCode,
    service: row.serviceCode && (services.get(row.serviceCode) ?? row.serviceCode),
    amount: creditsToDecimal(row.amountMicro),
    balanceAfter: creditsToDecimal(row.balanceAfterMicro),
    lotSource: row.lot.source,
    reference: row.operation.reference,
    reason: row.operation.reason,
    createdAt: row.createdAt.toISOString(),
  }));
  return { entries, next: rows.length > take ? (entries.at(-1)?.seq ?? null) : null };
}

/** Entries of the caller's wallet, newest first, in keyset pages: `before` is the `next` of the page before. */
export async function listEntries(ctx: Context, page: { before?: bigint; take?: number } = {}) {
  authorise(ctx, 'credits:read');
  return readEntries(tenant(ctx), page.before, page.take ?? PAGE);
}

/** A customer's entries, for staff. */
export async function listEntriesOf(
  ctx: Context,
  organisationId: string,
  page: { before?: bigint; take?: number } = {},
) {
  authorise(ctx, 'customers:read');
  return readEntries(organisationId, page.before, page.take ?? PAGE);
}

const holdDto = (hold: HoldModel, services: Map<string, string>): HoldDto => ({
  id: hold.id,
  amount: creditsToDecimal(hold.amountMicro),
  status: hold.status,
  service: hold.serviceCode && (services.get(hold.serviceCode) ?? hold.serviceCode),
  reference: hold.reference,
  createdAt: hold.createdAt.toISOString(),
  expiresAt: hold.expiresAt?.toISOString() ?? null,
});

/** Holds that are still open, oldest first. */
export async function listHolds(ctx: Context): Promise<HoldDto[]> {
  authorise(ctx, 'credits:read');
  await postDue(db, tenant(ctx), ctx.now);
  const query = db.hold.findMany({
    where: { organisationId: tenant(ctx), status: 'active' },
    orderBy: { createdAt: 'asc' },
    take: 200,
  });
  const [rows, services] = await Promise.all([query, listServiceNames()]);
  return rows.map((row) => holdDto(row, services));
}

export type UsageDayRow = { day: string; serviceCode: string; consumedMicro: bigint };

/** Consumption by UTC day and service of the last `days` days, today included. */
export async function listUsage(ctx: Context, days: number): Promise<UsageDayRow[]> {
  authorise(ctx, 'credits:read');
  const from = new Date(`${dayIn(addDays(ctx.now, 1 - days))}T00:00:00Z`);
  // Summed by the database: a busy day has a row for each member and key too.
  const rows = await db.usageDay.groupBy({
    by: ['day', 'serviceCode'],
    where: { organisationId: tenant(ctx), day: { gte: from } },
    _sum: { consumedMicro: true },
    orderBy: { day: 'asc' },
  });
  return rows.map(({ day, serviceCode, _sum }) => ({
    day: day.toISOString().slice(0, 10),
    serviceCode,
    consumedMicro: _sum.consumedMicro ?? 0n,
  }));
}
