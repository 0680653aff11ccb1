import { db } from '@/lib/core/db';
import { DAY_MS, dayIn } from '@/lib/core/time';
import { lockMonth } from '@/lib/domain/books/lock-month';
import { readStatement } from '@/lib/domain/statements/get-statement';
import { splitGross } from '@/lib/domain/tax/rules';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import { sideBySide } from './side-by-side';
import { standing } from './work-queue';
import { type World, at, count } from './world';

/** What did not hold: a law, where, and how it differs. */
export type Problem = { at: string; check: string; record: string; difference: string };

const LANES = 6;

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

/** What recurred at the month's beginning and its movements sum to what recurs at its end, in each currency. */
const months: Check = async (world) => {
  const rows = await db.$queryRaw<(Recurring & { currency: string })[]>`
    SELECT s.id, s.status, s.collection, s.interval, s.currency, s."priceMinor", s."discountMinor", coalesce(t."rateBps", 0) AS "rateBps"
    FROM "Subscription" s LEFT JOIN "TaxRate" t ON t.id = s."taxRateId"`;
  const moves = await db.$queryRaw<{ currency: string; sum: bigint }[]>`
    SELECT currency, sum("deltaMinor")::bigint AS sum FROM "MrrMovement"
    WHERE at > ${world.before.at.toISOString()}::timestamptz GROUP BY 1`;
  const moved = new Map(moves.map(({ currency, sum }) => [currency, sum]));
  const closing = new Map<string, bigint>();
  for (const row of rows) closing.set(row.currency, (closing.get(row.currency) ?? 0n) + recurring(row));
  const found = [...closing].flatMap(([currency, end]) => {
    const [opening, sum] = [world.before.mrr.get(currency) ?? 0n, moved.get(currency) ?? 0n];
    const difference = `opening ${opening} and movements ${sum}, closing ${end}`;
    return opening + sum === end ? [] : [{ record: currency, difference }];
  });
  world.before.mrr = closing;
  world.before.at = world.now;
  return { looked: closing.size, found };
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

/**
 * Each organisation's statement of the month opens with what that of the month before closes with, and closes with what
 * the ledger has, in money and in credits.
 */
const statements: Check = async (world, month) => {
  const found: Found[] = [];
  const lastDay = dayIn(new Date(Date.parse(`${month}-01T00:00:00Z`) - DAY_MS));
  await sideBySide(world.organisations.values(), LANES, async ({ id }) => {
    const before = await readStatement(id, { from: `${lastDay.slice(0, 7)}-01`, to: lastDay });
    const { money, credits, currency } = await readStatement(id, {
      from: `${month}-01`,
      to: dayIn(world.now),
    });
    const [row] = await db.$queryRaw<{ money: bigint; credits: bigint }[]>`
      SELECT (SELECT coalesce(sum(l."amountMinor"), 0)::bigint FROM "JournalLine" l WHERE l."organisationId" = ${id}
          AND l.account IN ('receivable', 'customer_balance') AND l.currency = ${currency}) AS money,
        (SELECT "balanceMicro" FROM "Wallet" WHERE "organisationId" = ${id}) AS credits`;
    const differs = (name: string, said: string, is: bigint | string | undefined) =>
      said === String(is) || found.push({ record: id, difference: `${name}: statement ${said}, not ${is}` });
    differs('opening money', money.openingMinor, before.money.closingMinor);
    differs('opening credits', credits.openingMicro, before.credits.closingMicro);
    differs('closing money', money.closingMinor, row?.money);
    differs('closing credits', credits.closingMicro, row?.credits);
  });
  return { looked: 2 * world.organisations.size, found };
};

/** All laws of the ledger, as the nightly check has them. */
const laws: Check = async (world) => {
  const reports = await checkLaws(db, world.now);
  const found = reports.flatMap(({ law, differences }) =>
    differences.map(({ record, difference }) => ({ record: `${law}: ${record}`, difference })),
  );
  return { looked: reports.reduce((sum, { looked }) => sum + Number(looked), 0), found };
};

/** Law 6 to the cent and at this instant: of each lot, and of each organisation's deferred revenue in the journal. */
const law6: Check = () =>
  many(
    db.$queryRaw<Found[]>`
      WITH lot AS (SELECT "organisationId" AS org, id, currency, "costMinor" - "recognisedMinor" AS rest, "costMinor" -
          div("costMinor"::numeric * ("grantedMicro" - "remainingMicro" - "heldMicro"), "grantedMicro") AS left_over
        FROM "Lot" WHERE "costMinor" IS NOT NULL),
      lots AS (SELECT org, currency, sum(left_over) AS total FROM lot GROUP BY 1, 2),
      journal AS (SELECT "organisationId" AS org, currency, -sum("amountMinor") AS total FROM "JournalLine"
        WHERE account = 'deferred_revenue' GROUP BY 1, 2)
      SELECT id AS record, format('deferred %s, cost of what is left %s', rest, left_over) AS difference FROM lot WHERE rest <> left_over
      UNION ALL SELECT org || ' ' || currency, format('journal %s, lots %s', coalesce(journal.total, 0), coalesce(lots.total, 0))
      FROM lots FULL JOIN journal USING (org, currency) WHERE coalesce(lots.total, 0) <> coalesce(journal.total, 0) LIMIT 10`,
    db.lot.count({ where: { costMinor: { not: null } } }),
  );

/** Every subscription that Stripe collects stands here as it stands there. */
const stripe: Check = async (world) => {
  await standing('subscriptions.compare', world.now);
  const open = await db.subscriptionDifference.findMany({ where: { resolvedAt: null }, take: 10 });
  const found = open.map(({ subscriptionId: record, field, here, there }) => ({
    ...{ record, difference: `${field}: here ${here}, there ${there}` },
  }));
  return { looked: await db.subscription.count({ where: { collection: 'stripe' } }), found };
};

const checks: Record<string, Check> = {
  ...{ journal, 'law 6': law6, laws, movements, 'movements of the month': months },
  ...{ 'numbers of invoices': numbers, statements, 'subscriptions against Stripe': stripe },
};

/** Everything that must hold at the end of a month. */
export async function checkMonthEnd(world: World): Promise<Problem[]> {
  const problems: Problem[] = [];
  const month = dayIn(world.now).slice(0, 7);
  // Tables that grew this fast look small to the planner still.
  await db.$executeRaw`ANALYZE`;
  for (const [name, check] of Object.entries(checks)) {
    const { looked, found } = await check(world, month);
    count(world.checks, name, looked);
    problems.push(...found.map((one) => ({ at: dayIn(world.now), check: name, ...one })));
  }
  return problems;
}

/** Closes a month some days after its end, as finance does, which makes its own checks; what comes later is posted late. */
export async function closeMonth(world: World, month: string): Promise<Problem[]> {
  if ((await db.journalEntry.count()) === 0) return [];
  try {
    await lockMonth(at(world, world.finance), { month });
    count(world.checks, 'months closed');
    return [];
  } catch (error) {
    const difference = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : String(error);
    return [{ at: dayIn(world.now), check: 'closing', record: month, difference }];
  }
}
