import { beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { cloneDatabase, dropClone, withSql } from '@/lib/testing/database';
import { job } from '@/lib/testing/factories';
import { demoAccounts } from './accounts';
import { type Demo, loadDemo } from './load-demo';

const DAY = new Date('2026-11-21T15:20:00.000Z');
const HASH = Promise.resolve('scrypt$32768$8$1$c2FsdA$a2V5');

/**
 * Everything but what PostgreSQL's own functions number by the clock: the ids of expiries, of journal entries, and of the
 * lots that a transfer makes.
 */
const TOLD = {
  User: '*',
  Organisation: '*',
  Member: '*',
  Subscription: '*',
  Purchase: '*',
  Payment: `"organisationId", id, provider, "purchaseId", "amountMinor", "receivedMinor", status, reference, "declineCode", "createdAt", "settledAt"`,
  Invoice: `"organisationId", number, status, "netMinor", "taxMinor", "purchaseId", "subscriptionId", "periodStart", "issuedAt", "dueOn", "paidAt"`,
  MrrMovement: '*',
  BillingProfile: '*',
  TaxRate: '*',
  CurrencyRate: '*',
  Coupon: '*',
  Wallet: '*',
  ApiKey: '*',
  Receivable: '*',
  Lot: `CASE WHEN source <> 'transfer' THEN id END, "organisationId", source, "grantedMicro", "remainingMicro", "heldMicro", priority,
    "effectiveAt", "expiresAt", "costMinor", "recognisedMinor", "purchaseId", "subscriptionId", "periodStart", "createdAt"`,
  Hold: '*',
  HoldDraw: '*',
  UsageDay: '*',
  Request: '*',
  RequestEvent: '*',
  Message: '*',
  Note: '*',
  RequestParticipant: '*',
  Approval: '*',
  ApprovalAsk: '*',
  Contact: '*',
  SlaClock: '*',
  SlaSegment: '*',
  Rating: '*',
  AuditEvent: '*',
  Counter: '*',
  ErrorGroup: '*',
  ErrorReport: '*',
  PromotionCode: '*',
  PromotionUse: '*',
  ServicePrice: '*',
  Entry:
    '"organisationId", seq, CASE WHEN kind <> \'transfer\' THEN "lotId" END, kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt"',
  JournalEntry: `"organisationId", kind, CASE WHEN kind NOT IN ('transfer', 'purchase', 'invoice') THEN reference END, "postedAt"`,
  JournalLine: '"organisationId", account, "amountMinor", currency',
};

async function checksums(url: string): Promise<Record<string, string>> {
  return withSql(url, async (client) => {
    const sums: Record<string, string> = {};
    for (const [table, columns] of Object.entries(TOLD)) {
      const sql = `SELECT md5(string_agg(line, '\n' ORDER BY line)) AS sum FROM (SELECT t::text AS line FROM (SELECT ${columns} FROM "${table}") t) rows`;
      const { rows } = await client.query<{ sum: string }>(sql);
      sums[table] = rows[0]?.sum ?? '';
    }
    return sums;
  });
}

const count = async (sql: string) => {
  const [row] = await db.$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM ${sql}`);
  return Number(row?.n);
};

describe('the demo', () => {
  let demo: Demo | null;
  /** Before the evening: the verbs make ids of their own. */
  let told: Record<string, string>;

  beforeAll(async () => {
    const began = performance.now();
    demo = await loadDemo(DAY, 'meterdesk', HASH);
    told = await checksums(process.env.DATABASE_URL ?? '');
    await demo?.evening();
    console.log(`The demo loads in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }, 120_000);

  it('keeps every law of the ledger', async () => {
    const reports = await verifyLedger(job(DAY));
    expect(reports.flatMap(({ differences }) => differences)).toEqual([]);
    expect(reports.filter(({ looked }) => looked === 0)).toEqual([]);
  });

  it('is as large as promised', async () => {
    expect(demo?.facts.organisations).toBe(20);
    expect(await count(`"Purchase" WHERE status = 'paid'`)).toBeGreaterThanOrEqual(150);
    expect(await count('"Entry"')).toBeGreaterThan(9_000);
    expect(await count('"Request"')).toBeGreaterThan(250);
    expect(await count('"ErrorGroup"')).toBeGreaterThan(5);
    expect(
      await count(`(SELECT 1 FROM "ErrorGroup" g JOIN "ErrorReport" r ON (r."organisationId", r."groupId") = (g."organisationId", g.id)
        GROUP BY g."organisationId", g.id HAVING count(*) <> g.count) t`),
    ).toBe(0);
    expect(await count(`(SELECT DISTINCT "tierCode" FROM "Subscription" WHERE status = 'active') t`)).toBe(4);
    const codes = await db.promotionCode.findMany({ orderBy: { code: 'asc' }, include: { used: true } });
    expect(codes.map(({ code, uses, used }) => [code, uses === used.length && uses > 0])).toEqual([
      ['AUTUMN-25', true],
      ['WINTER-40', true],
    ]);
    expect(
      await count(
        `"Hold" WHERE status = 'active' AND reference NOT LIKE 'REQ-%' AND reference NOT LIKE 'dispute:%'`,
      ),
    ).toBe(0);
    for (const kind of ['expire', 'adjust', 'capture'])
      expect(await count(`"Entry" WHERE kind = '${kind}'`)).toBeGreaterThan(0);
    for (const status of ['failed', 'expired', 'cancelled'])
      expect(await count(`"Purchase" WHERE status = '${status}'`)).toBeGreaterThan(0);
  });

  it('invoices every sale once, and says what recurs', async () => {
    const sold = await count(`"Payment" WHERE status = 'succeeded'`);
    expect(await count(`"Invoice" WHERE status = 'paid'`)).toBe(sold);
    expect(await count(`"Payment" WHERE status = 'succeeded' AND "invoiceId" IS NULL`)).toBe(0);
    expect(await count(`"Invoice" WHERE status = 'open' AND "dueOn" < '2026-11-21'`)).toBe(1);
    expect(
      await count(`(SELECT 1 FROM "Subscription" s JOIN "MrrMovement" m ON m."subscriptionId" = s.id
        GROUP BY s.id, s.status HAVING (sum(m."deltaMinor") > 0) <> (s.status <> 'cancelled')) t`),
    ).toBe(0);
  });

  it('shows requests in every status and ratings of about 4.6', async () => {
    const statuses = await db.request.groupBy({ by: ['status'] });
    expect(statuses).toHaveLength(7);
    const { _avg } = await db.rating.aggregate({ _avg: { score: true } });
    expect(_avg.score).toBeGreaterThan(4.45);
    expect(_avg.score).toBeLessThan(4.8);
  });

  it('numbers requests without a gap in each year, as the counters say', async () => {
    const requests = await db.request.findMany({ orderBy: { createdAt: 'asc' }, select: { number: true } });
    for (const { year, value } of await db.counter.findMany({ where: { name: 'request' } })) {
      const ofYear = requests
        .map(({ number }) => number)
        .filter((number) => number.startsWith(`REQ-${year}-`));
      const expected = Array.from(
        { length: value },
        (_, nth) => `REQ-${year}-${String(nth + 1).padStart(6, '0')}`,
      );
      expect(ofYear).toEqual(expected);
    }
  });

  it('happens before the day of loading', async () => {
    const end = new Date('2026-11-21T00:00:00Z');
    const { _max } = await db.entry.aggregate({ _max: { createdAt: true } });
    expect(_max.createdAt?.getTime()).toBeLessThan(end.getTime());
    const touched = await db.request.aggregate({ _max: { updatedAt: true } });
    expect(touched._max.updatedAt?.getTime()).toBeLessThan(end.getTime());
  });

  it('makes the accounts that start prints', async () => {
    for (const { email, role } of demoAccounts) {
      const person = await db.user.findUniqueOrThrow({ where: { email }, include: { memberships: true } });
      const roles = [...person.staffRoles, ...person.memberships.map((membership) => membership.role)];
      expect(roles).toContain(role);
    }
    const owners = demoAccounts.filter(({ role }) => role === 'owner').map(({ email }) => email);
    const memberships = await db.member.findMany({ where: { user: { email: { in: owners } } } });
    expect(new Set(memberships.map(({ organisationId }) => organisationId)).size).toBe(3);
  });

  it('does nothing where there are organisations, and refuses what was cut off', async () => {
    expect(await loadDemo(DAY, 'meterdesk', HASH)).toBeNull();
    const where = { key: 'demo' };
    const { value } = await db.setting.findUniqueOrThrow({ where });
    await db.setting.update({ where, data: { value: { loaded: false } } });
    await expect(loadDemo(DAY, 'meterdesk', HASH)).rejects.toThrow('cut off');
    await db.setting.update({ where, data: { value: value ?? {} } });
  });

  it('tells the same story to the same day and seed', async () => {
    const own = process.env.DATABASE_URL;
    const url = await cloneDatabase(`seed_${process.env.VITEST_POOL_ID ?? '1'}`);
    process.env.DATABASE_URL = url;
    // The modules are made anew, so that they connect to the other database.
    vi.resetModules();
    const other = await import('./load-demo');
    await other.loadDemo(new Date('2026-11-21T03:00:00.000Z'), 'meterdesk', HASH);
    await (await import('@/lib/core/db')).db.$disconnect();
    process.env.DATABASE_URL = own;
    expect(await checksums(url)).toEqual(told);
    await dropClone(`seed_${process.env.VITEST_POOL_ID ?? '1'}`);
  }, 120_000);
});
