import { Prisma, type Tx } from '@/lib/core/db';
import { type Period, at, fromDay, only, within, withinDays } from './internal';

type Moves = {
  soldMicro: bigint;
  allowanceMicro: bigint;
  otherMicro: bigint;
  usedMicro: bigint;
  expiredMicro: bigint;
  withdrawnMicro: bigint;
};
export type Credits = Moves & { openingMicro: bigint; closingMicro: bigint };

/**
 * What moved credits in a period, over all wallets. Each lot is granted in one entry, so lots tell what came in;
 * `UsageDay` sums the entries of deductions, captures, settlements and returns by UTC day; transfers stay inside; the rare entries have an index of their
 * own. None of it reads the many entries of consumption.
 */
async function movesOf(tx: Tx, lot: Prisma.Sql, day: Prisma.Sql, entry: Prisma.Sql): Promise<Moves> {
  return only(tx.$queryRaw<Moves[]>`
    SELECT granted.*, used.*, rare.* FROM (
      SELECT coalesce(sum("grantedMicro") FILTER (WHERE source = 'purchase'), 0)::bigint AS "soldMicro",
        coalesce(sum("grantedMicro") FILTER (WHERE source = 'allowance'), 0)::bigint AS "allowanceMicro",
        coalesce(sum("grantedMicro") FILTER (WHERE source NOT IN ('purchase', 'allowance', 'transfer')), 0)::bigint AS "otherMicro"
      FROM "Lot" WHERE ${lot}
    ) granted, (
      SELECT coalesce(sum("consumedMicro"), 0)::bigint AS "usedMicro" FROM "UsageDay" WHERE ${day}
    ) used, (
      SELECT coalesce(-sum("amountMicro") FILTER (WHERE kind = 'expire'), 0)::bigint AS "expiredMicro",
        coalesce(-sum("amountMicro") FILTER (WHERE kind = 'adjust' AND "amountMicro" < 0), 0)::bigint AS "withdrawnMicro"
      FROM "Entry" WHERE kind IN ('expire', 'adjust') AND ${entry}
    ) rare`);
}

const net = (moves: Moves) =>
  moves.soldMicro +
  moves.allowanceMicro +
  moves.otherMicro -
  moves.usedMicro -
  moves.expiredMicro -
  moves.withdrawnMicro;

/** The credits of all wallets over a period. The closing balance is today's less everything that moved since. */
export async function creditsOf(tx: Tx, period: Period): Promise<Credits> {
  const created = Prisma.sql`"createdAt"`;
  const inside = within(created, period);
  const since = Prisma.sql`"createdAt" >= ${at(period.end)}`;
  const moves = await movesOf(tx, inside, withinDays(period), inside);
  const later = await movesOf(tx, since, fromDay(period.end), since);
  const { balance } = await only(tx.$queryRaw<{ balance: bigint }[]>`
    SELECT coalesce(sum("balanceMicro"), 0)::bigint AS balance FROM "Wallet"`);
  const closingMicro = balance - net(later);
  return { ...moves, openingMicro: closingMicro - net(moves), closingMicro };
}

/**
 * Credits that were paid for in a period (packs, and allowances of tiers that cost money) and how many of exactly
 * those are used by now: granted, less what is left, held, expired or withdrawn.
 */
export function boughtOf(tx: Tx, period: Period): Promise<{ boughtMicro: bigint; usedMicro: bigint }> {
  return only(tx.$queryRaw<{ boughtMicro: bigint; usedMicro: bigint }[]>`
    WITH bought AS (
      SELECT l."organisationId", l.id, l."grantedMicro", l."remainingMicro" + l."heldMicro" AS left_micro
      FROM "Lot" l LEFT JOIN "Subscription" s ON s."organisationId" = l."organisationId" AND s.id = l."subscriptionId"
      WHERE ${within(Prisma.sql`l."createdAt"`, period)}
        AND (l.source = 'purchase' OR (l.source = 'allowance' AND s."priceMinor" > 0))
    ), lost AS (
      SELECT coalesce(-sum(e."amountMicro"), 0) AS micro
      FROM "Entry" e JOIN bought b ON b."organisationId" = e."organisationId" AND b.id = e."lotId"
      WHERE e.kind IN ('expire', 'adjust', 'transfer') AND e."amountMicro" < 0 AND e."createdAt" >= ${at(period.start)}
    )
    SELECT coalesce(sum("grantedMicro"), 0)::bigint AS "boughtMicro",
      (coalesce(sum("grantedMicro" - left_micro), 0) - (SELECT micro FROM lost))::bigint AS "usedMicro"
    FROM bought`);
}
