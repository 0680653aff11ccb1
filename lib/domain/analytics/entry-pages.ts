import { creditsToDecimal } from '@/lib/core/credits';
import { type LotSource, type OperationKind, Prisma, db } from '@/lib/core/db';
import { type ApiEntryDto, NONE } from './schema';

/** Entries of a wallet are numbered without a gap: a stretch of them is two numbers. `first` > `last`: none. */
export type Bounds = { first: bigint; last: bigint };
export type Period = { from?: Date; to?: Date };
export type EntryFilters = Period & {
  service?: string;
  kinds?: readonly OperationKind[];
  member?: string;
  apiKey?: string;
};

/** Kinds that come with a purchase or a person, not with each use. */
const RARE = new Set<OperationKind>(['grant', 'expire', 'adjust', 'transfer']);

/** An entry is dated when its command arrived, before it waited for the wallet: dates may step back by so much. */
const SKEW_MS = 3_600_000;

/** The numbers between which a period's entries lie, found by halving over the key: some 25 rows read of any wallet. */
export async function seqBounds(organisationId: string, { from, to }: Period): Promise<Bounds> {
  const wallet = await db.wallet.findUnique({ where: { organisationId }, select: { lastSeq: true } });
  const end = wallet?.lastSeq ?? 0n;
  const [first, after] = await Promise.all([
    from ? firstSeqFrom(organisationId, new Date(from.getTime() - SKEW_MS), end) : 1n,
    to ? firstSeqFrom(organisationId, new Date(to.getTime() + SKEW_MS), end) : end + 1n,
  ]);
  return { first, last: after - 1n };
}

async function firstSeqFrom(organisationId: string, at: Date, end: bigint): Promise<bigint> {
  let low = 1n;
  let high = end + 1n;
  while (low < high) {
    const middle = (low + high) / 2n;
    const entry = await db.entry.findUnique({
      where: { organisationId_seq: { organisationId, seq: middle } },
      select: { createdAt: true },
    });
    if (entry && entry.createdAt < at) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/**
 * Entries of a stretch, newest first, at most `take` of at most `looked` examined ones. `next` is the number of the
 * last one examined where more are left; null at the end. A rare kind by itself is found by its index in the whole
 * stretch; any other filter may match nothing for as long as a wallet is.
 */
export async function readEntryPage(
  organisationId: string,
  { first, last }: Bounds,
  filters: EntryFilters,
  { take, looked }: { take: number; looked: number },
): Promise<{ rows: EntryRow[]; next: string | null }> {
  if (last < first) return { rows: [], next: null };
  const lowest = isIndexed(filters) ? first : last - BigInt(looked) + 1n;
  const floor = lowest > first ? lowest : first;
  const found = await readRows(
    organisationId,
    [Prisma.sql`e.seq BETWEEN ${floor} AND ${last}`, ...conditions(filters)],
    take + 1,
  );
  const rows = found.slice(0, take);
  if (found.length > take) return { rows, next: rows.at(-1)?.seq.toString() ?? null };
  return { rows, next: floor > first ? floor.toString() : null };
}

/** The index of kinds knows no service, member or key, and helps only where a kind is few entries of a wallet. */
const isIndexed = ({ kinds = [], service, member, apiKey }: EntryFilters) =>
  kinds.length === 1 &&
  kinds.every((kind) => RARE.has(kind)) &&
  [service, member, apiKey].every((filter) => filter === undefined);

/** One entry by its number; undefined when the wallet has none. */
export async function readEntry(organisationId: string, seq: bigint): Promise<ApiEntryDto | undefined> {
  const [row] = await readRows(organisationId, [Prisma.sql`e.seq = ${seq}`], 1);
  return row && toApiEntry(row);
}

export type EntryRow = {
  seq: bigint;
  kind: OperationKind;
  serviceCode: string | null;
  amountMicro: bigint;
  balanceAfterMicro: bigint;
  lotId: string;
  source: LotSource;
  operationId: string;
  reference: string | null;
  reason: string | null;
  metadata: unknown;
  memberId: string | null;
  apiKeyId: string | null;
  createdAt: Date;
};

/**
 * `c` is the operation whose member and key an entry counts for, as in the days' usage: a capture counts for who placed
 * the hold, a settlement for who owed, a return for who used.
 */
const readRows = (organisationId: string, where: Prisma.Sql[], take: number) => db.$queryRaw<EntryRow[]>`
  SELECT e.seq, e.kind, e."serviceCode", e."amountMicro", e."balanceAfterMicro", e."lotId", l.source, e."operationId",
    o.reference, o.reason, o.metadata, c."memberId", CASE WHEN c."actorKind" = 'api-key' THEN c."actorId" END AS "apiKeyId", e."createdAt"
  FROM "Entry" e
  JOIN "Operation" o ON o."organisationId" = e."organisationId" AND o.id = e."operationId"
  JOIN "Lot" l ON l."organisationId" = e."organisationId" AND l.id = e."lotId"
  LEFT JOIN "Operation" p ON p."organisationId" = e."organisationId" AND p.id = o."parentId" AND e.kind IN ('settle', 'return')
  LEFT JOIN "Hold" h ON h."organisationId" = e."organisationId"
    AND h.id = CASE WHEN e.kind = 'capture' THEN o."parentId" WHEN p.kind = 'capture' THEN p."parentId" END
  JOIN "Operation" c ON c."organisationId" = e."organisationId" AND c.id = coalesce(h."operationId", p.id, o.id)
  WHERE e."organisationId" = ${organisationId} AND ${Prisma.join(where, ' AND ')}
  ORDER BY e.seq DESC LIMIT ${take}`;

function conditions({ from, to, service, kinds, member, apiKey }: EntryFilters): Prisma.Sql[] {
  const all: (Prisma.Sql | false)[] = [
    from !== undefined && Prisma.sql`e."createdAt" >= ${from.toISOString()}::timestamptz`,
    to !== undefined && Prisma.sql`e."createdAt" < ${to.toISOString()}::timestamptz`,
    service !== undefined && Prisma.sql`e."serviceCode" = ${service}`,
    kinds?.length === 1 && Prisma.sql`e.kind = ${kinds[0]}::"OperationKind"`,
    kinds !== undefined && kinds.length > 1 && Prisma.sql`e.kind = ANY (${[...kinds]}::"OperationKind"[])`,
    member !== undefined &&
      (member === NONE ? Prisma.sql`c."memberId" IS NULL` : Prisma.sql`c."memberId" = ${member}`),
    apiKey !== undefined &&
      (apiKey === NONE
        ? Prisma.sql`c."actorKind" <> 'api-key'`
        : Prisma.sql`c."actorKind" = 'api-key' AND c."actorId" = ${apiKey}`),
  ];
  return all.filter((one) => one !== false);
}

export const toApiEntry = (row: EntryRow): ApiEntryDto => ({
  id: row.seq.toString(),
  kind: row.kind as ApiEntryDto['kind'],
  service: row.serviceCode,
  amount: creditsToDecimal(row.amountMicro),
  balanceAfter: creditsToDecimal(row.balanceAfterMicro),
  lot: { id: row.lotId, source: row.source },
  operationId: row.operationId,
  reference: row.reference,
  metadata: row.metadata as ApiEntryDto['metadata'],
  member: row.memberId,
  apiKey: row.apiKeyId,
  createdAt: row.createdAt.toISOString(),
});
