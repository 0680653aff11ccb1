import { db } from '@/lib/core/db';
import { DAY_MS, dayIn } from '@/lib/core/time';
import { lockMonth } from '@/lib/domain/books/lock-month';
import { readStatement } from '@/lib/domain/statements/get-statement';
import { splitGross } from '@/lib/domain/tax/rules';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import { type World, at, count } from './world';

/** What did not hold: a law, where, and how it differs. */
export type Problem = { at: string; check: string; record: string; difference: string };

type Found = { record: string; difference: string };
type Check = (world: World, month: string) => Promise<{ looked: number; found: Found[] }>;

const many = async (rows: Promise<Found[]>, looked: Promise<number>) => ({
  found: await rows,
  looked: await looked,
});

/** Each entry, and so the journal, sums to zero in each currency. */
const journal: Check = () =>
  many(
    db.$queryRaw<Found[]>`
      SELECT "entryId" AS record, currency || ' ' || sum("amountMinor") AS difference FROM "JournalLine"
      GROUP BY "organisationId", "entryId", currency HAVING sum("amountMinor") <> 0 LIMIT 10`,
    db.journalEntry.count(),
  );

type Recurring = {
  id: string;
  status: string;
  collection: string;
  interval: string;
  sum: bigint;
  after: bigint;
} & {
  priceMinor: bigint;
  discountMinor: bigint;
  rateBps: number;
};

/** What recurs a month, without tax; nothing of what is paused, given up or not paid yet. */
function recurring({ collection, status, interval, priceMinor, discountMinor, rateBps }: Recurring): bigint {
  if (collection === 'free' || !['active', 'past_due'].includes(status)) return 0n;
  const { netMinor } = splitGross(priceMinor - discountMinor, rateBps);
  return interval === 'year' ? netMinor / 12n : netMinor;
}

/** The movements of each subscription sum to what recurs of it now, and the last says what stood after it. */
const movements: Check = async () => {
  const rows = await db.$queryRaw<Recurring[]>`
    WITH moved AS (SELECT "organisationId", "subscriptionId", sum("deltaMinor")::bigint AS sum,
        (array_agg("afterMinor" ORDER BY at DESC, id DESC))[1] AS after FROM "MrrMovement" GROUP BY 1, 2)
    SELECT s.id, s.status, s.collection, s.interval, s."priceMinor", s."discountMinor", coalesce(t."rateBps", 0) AS "rateBps",
      coalesce(m.sum, 0) AS sum, coalesce(m.after, 0) AS after
    FROM "Subscription" s LEFT JOIN moved m ON m."organisationId" = s."organisationId" AND m."subscriptionId" = s.id
    LEFT JOIN "TaxRate" t ON t.id = s."taxRateId"`;
  const found = rows.flatMap((row) => {
    const now = recurring(row);
    const { id: record, status, sum, after } = row;
    const difference = `movements ${sum}, after the last ${after}, recurs ${now} (${status})`;
    return sum === now && after === sum ? [] : [{ record, difference }];
  });
  return { looked: rows.length, found };
};

/** No number of an invoice or a credit note is missing. */
const numbers: Check = () =>
  many(
    db.$queryRaw<Found[]>`
      SELECT series || '-' || year AS record, count(*) || ' of ' || max(serial) AS difference FROM (
        SELECT series, year, serial FROM "Invoice" WHERE number IS NOT NULL
        UNION ALL SELECT series, year, serial FROM "CreditNote") d
      GROUP BY series, year HAVING count(*) <> max(serial)`,
    db.invoice.count({ where: { number: { not: null } } }),
  );

/** Each organisation's statement of the month closes with what the ledger has, in money and in credits. */
const statements: Check = async (world, month) => {
  const found: Found[] = [];
  const to = dayIn(world.now);
  for (const { id } of world.organisations.values()) {
    const { money, credits, currency } = await readStatement(id, { from: `${month}-01`, to });
    const [row] = await db.$queryRaw<{ money: bigint; credits: bigint }[]>`
      SELECT (SELECT coalesce(sum(l."amountMinor"), 0)::bigint FROM "JournalLine" l WHERE l."organisationId" = ${id}
          AND l.account IN ('receivable', 'customer_balance') AND l.currency = ${currency}) AS money,
        (SELECT "balanceMicro" FROM "Wallet" WHERE "organisationId" = ${id}) AS credits`;
    const differs = (name: string, said: string, is: bigint | undefined) =>
      BigInt(said) === is ||
      found.push({ record: id, difference: `${name}: statement ${said}, ledger ${is}` });
    differs('money', money.closingMinor, row?.money);
    differs('credits', credits.closingMicro, row?.credits);
  }
  return { looked: world.organisations.size, found };
};

const laws: Check = async () => {
  const reports = await checkLaws(db, new Date());
  const found = reports.flatMap(({ law, differences }) =>
    differences.map(({ record, difference }) => ({ record: `${law}: ${record}`, difference })),
  );
  return { looked: reports.reduce((sum, { looked }) => sum + Number(looked), 0), found };
};

const checks: Record<string, Check> = { journal, laws, movements, numbers, statements };

/** Everything that must hold at the end of a month; then the month before is closed, which makes its own checks. */
export async function checkMonthEnd(world: World, month: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const { looked, found } = await check(world, month);
    count(world.checks, name, looked);
    problems.push(...found.map((one) => ({ at: dayIn(world.now), check: name, ...one })));
  }
  if (problems.length > 0) return problems;
  const before = dayIn(new Date(Date.parse(`${month}-01T00:00:00Z`) - DAY_MS)).slice(0, 7);
  try {
    if (world.checks.has('closed') || (await db.journalEntry.count()) > 0) {
      await lockMonth(at(world, world.finance), { month: before });
      count(world.checks, 'closed');
    }
  } catch (error) {
    const difference = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : String(error);
    problems.push({ at: dayIn(world.now), check: 'closing', record: before, difference });
  }
  return problems;
}
