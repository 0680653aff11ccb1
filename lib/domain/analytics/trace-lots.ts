import { creditsToDecimal } from '@/lib/core/credits';
import { type OperationKind, type Prisma, db } from '@/lib/core/db';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import type { TraceLotDto } from './schema';

/** Entries of a lot that are looked through for what became of it, latest first. */
const LOOKED = 5_000;

const lotFacts = {
  purchase: { select: { id: true, packName: true, totalMinor: true, currency: true, paidAt: true } },
  subscription: { select: { tierName: true } },
  operation: { select: { id: true, reason: true } },
} as const;

type Lot = Prisma.LotGetPayload<{ include: typeof lotFacts }>;
type Moved = { kind: OperationKind; serviceCode: string | null; micro: bigint; entries: bigint };

/** The lots that an operation moved, in the order of its entries: origin, expiry, and what became of each. */
export async function traceLots(organisationId: string, operationId: string): Promise<TraceLotDto[]> {
  const entries = await db.entry.findMany({
    where: { organisationId, operationId },
    select: { lotId: true, amountMicro: true },
    orderBy: { seq: 'asc' },
  });
  const moved = new Map<string, bigint>();
  for (const { lotId, amountMicro } of entries) moved.set(lotId, (moved.get(lotId) ?? 0n) + amountMicro);
  const [lots, promotions, names] = await Promise.all([
    db.lot.findMany({ where: { organisationId, id: { in: [...moved.keys()] } }, include: lotFacts }),
    db.promotionUse.findMany({ where: { organisationId, lotId: { in: [...moved.keys()] } } }),
    listServiceNames(),
  ]);
  const codes = new Map(promotions.map(({ lotId, code }) => [lotId, code]));
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  return Promise.all(
    [...moved].flatMap(([id, micro]) => {
      const lot = byId.get(id);
      return lot ? [traceLot(lot, micro, codes.get(id) ?? null, names)] : [];
    }),
  );
}

async function traceLot(
  lot: Lot,
  movedMicro: bigint,
  promotionCode: string | null,
  names: ReadonlyMap<string, string>,
): Promise<TraceLotDto> {
  const { organisationId, purchase, subscription, periodStart } = lot;
  const [rows, grant] = await Promise.all([
    readMoves(organisationId, lot.id),
    db.entry.findFirst({
      where: { organisationId, operationId: lot.operation.id, lotId: lot.id },
      select: { seq: true },
    }),
  ]);
  return {
    id: lot.id,
    source: lot.source,
    moved: creditsToDecimal(movedMicro),
    granted: creditsToDecimal(lot.grantedMicro),
    effectiveAt: lot.effectiveAt.toISOString(),
    expiresAt: lot.expiresAt?.toISOString() ?? null,
    createdAt: lot.createdAt.toISOString(),
    grantEntry: grant?.seq.toString() ?? null,
    origin: {
      reason: lot.operation.reason,
      purchase: purchase && {
        ...purchase,
        totalMinor: purchase.totalMinor.toString(),
        paidAt: purchase.paidAt?.toISOString() ?? null,
      },
      period:
        subscription && periodStart
          ? { tier: subscription.tierName, startsAt: periodStart.toISOString() }
          : null,
      promotionCode,
    },
    fate: fateOf(lot, rows, names),
  };
}

const readMoves = (organisationId: string, lotId: string) => db.$queryRaw<Moved[]>`
  SELECT kind, "serviceCode", -sum("amountMicro")::bigint AS micro, count(*) AS entries
  FROM (SELECT kind, "serviceCode", "amountMicro" FROM "Entry"
    WHERE "organisationId" = ${organisationId} AND "lotId" = ${lotId} ORDER BY seq DESC LIMIT ${LOOKED}) e
  GROUP BY kind, "serviceCode"`;

/** Where every credit of a lot is now. What services took is the rest, so that the parts sum to what was granted. */
function fateOf(lot: Lot, rows: readonly Moved[], names: ReadonlyMap<string, string>): TraceLotDto['fate'] {
  const of = (kind: OperationKind) =>
    rows.reduce((sum, row) => (row.kind === kind && row.micro > 0n ? sum + row.micro : sum), 0n);
  const lost = { expired: of('expire'), transferred: of('transfer'), corrected: of('adjust') };
  const gone = lot.grantedMicro - lot.remainingMicro - lot.heldMicro;
  const used = new Map<string | null, bigint>();
  for (const { kind, serviceCode, micro } of rows)
    if (['deduct', 'capture', 'settle', 'return'].includes(kind))
      used.set(serviceCode, (used.get(serviceCode) ?? 0n) + micro);
  return {
    used: creditsToDecimal(gone - lost.expired - lost.transferred - lost.corrected),
    expired: creditsToDecimal(lost.expired),
    transferred: creditsToDecimal(lost.transferred),
    corrected: creditsToDecimal(lost.corrected),
    held: creditsToDecimal(lot.heldMicro),
    remaining: creditsToDecimal(lot.remainingMicro),
    usedBy: [...used]
      .filter(([, micro]) => micro > 0n)
      .sort(([, a], [, b]) => (a < b ? 1 : -1))
      .map(([service, micro]) => ({
        service,
        name: service && (names.get(service) ?? service),
        credits: creditsToDecimal(micro),
      })),
    complete: rows.reduce((sum, row) => sum + row.entries, 0n) < BigInt(LOOKED),
  };
}
