// Web and worker are killed (-9) while packs are paid, webhooks come twice and out of order, and refunds run: every
// payment is granted once, every refund sent once, no invoice's number is missing, and the laws of the ledger hold.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sleep, until } from '../../scripts/process/inspect.mjs';
import { openPortal } from './portal.mjs';

const BUYERS = 3;
const PATIENCE_MS = 60_000;
const PACK = {
  code: 'pack-250',
  totalMinor: 2_000,
  refundMinor: 500,
  micro: 250_000_000,
  clawMicro: 62_500_000,
};

let portal;
let buyers;
let asStaff;
let requestRefund;
beforeAll(async () => {
  portal = await openPortal({ withSandbox: true });
  // The verbs of this process work on the same database as those of the portal.
  for (const name of ['DATABASE_URL', 'APP_URL', 'AUTH_SECRET', 'SANDBOX_URL', 'STRIPE_WEBHOOK_SECRET'])
    process.env[name] = portal.env[name];
  ({ requestRefund } = await import('@/lib/domain/refunds/request-refund'));
  const { staff } = await import('@/lib/testing/factories');
  asStaff = () => staff(['finance'], new Date());
  await portal.control('/sandbox/settings', { duplicate: true, outOfOrder: true });
  buyers = await Promise.all(Array.from({ length: BUYERS }, (_, nth) => openBuyer(nth)));
}, 120_000);
afterAll(() => portal?.close(), 30_000);

/** An organisation with an owner, and a key that buys. */
async function openBuyer(nth) {
  const { memberOf, newOrganisation } = await import('@/lib/testing/factories');
  const id = await newOrganisation();
  await memberOf(id, 'owner');
  const said = await portal.command('keys-create', [
    ...['--organisation', id, '--scopes', 'credits:read,credits:spend', '--rate', '1000000'],
  ]);
  return { id, nth, key: /md_test_\S+/.exec(said)?.[0], paid: [] };
}

let isOver = false;

/** Asks until it is answered, under one key: whoever sells may be dead just now. */
async function insist(work) {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await work().catch(() => null);
    if (answer) return answer;
    await sleep(100);
  }
  throw new Error(`nobody answered in ${PATIENCE_MS} ms`);
}

async function openCheckout({ key }) {
  const idempotencyKey = randomUUID();
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey };
  const body = JSON.stringify({ pack: PACK.code });
  const { status, answer } = await insist(async () => {
    const response = await fetch(`${portal.addresses[0]}/checkout`, { method: 'POST', headers, body });
    return response.status >= 500 ? null : { status: response.status, answer: await response.json() };
  });
  if (status !== 201) throw new Error(`the checkout answered ${status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Buys pack after pack, and pays each on the provider's page. */
async function buy(buyer) {
  while (!isOver) {
    const { purchaseId, url } = await openCheckout(buyer);
    const paid = await fetch(url, {
      ...{ method: 'POST', redirect: 'manual', headers: { origin: new URL(url).origin } },
      body: new URLSearchParams({
        ...{ cardNumber: '4242424242424242', cardExpiry: '12 / 40', cardCvc: '123', billingName: 'Ada' },
      }),
    });
    expect(paid.status).toBe(303);
    buyer.paid.push(purchaseId);
    await sleep(250);
  }
}

/** Finance sends a part of most payments back; now and then the provider's answer is lost. */
async function sendBack(refunds) {
  const seen = new Set();
  while (!isOver) {
    const settled = await portal.sql(`SELECT id FROM "Payment" WHERE status = 'succeeded' ORDER BY id`);
    for (const { id } of settled.filter(({ id }) => !seen.has(id))) {
      seen.add(id);
      if (seen.size % 3 === 0) continue;
      if (seen.size % 4 === 0) await portal.control('/sandbox/refunds/next', { outcome: 'lost' });
      const order = { paymentId: id, amountMinor: String(PACK.refundMinor), reason: 'Faults' };
      refunds.push((await requestRefund(await asStaff(), order)).refundId);
    }
    await sleep(200);
  }
}

const count = async (sql, values) => Number((await portal.sql(sql, values))[0].n);
const SETTLED = `SELECT count(*) AS n FROM "Payment" WHERE status = 'succeeded'`;
const SENT = `SELECT count(*) AS n FROM "Refund" WHERE status = 'succeeded'`;

/** Kills web and worker under way, each alone and both; after each, money must move again. */
async function killAndRevive() {
  for (const names of [['web'], ['worker'], ['web', 'worker']]) {
    await sleep(1_000);
    for (const name of names) portal.kill(name);
    const [settled, sent] = [await count(SETTLED), await count(SENT)];
    for (const name of names) await portal.revive(name);
    const goesOn = async () => (await count(SETTLED)) > settled + 2 && (await count(SENT)) > sent;
    if (!(await until(goesOn, PATIENCE_MS)))
      throw new Error(`money stands still after ${names.join(' and ')}`);
  }
  isOver = true;
}

const LEFT = `
  SELECT 'purchase ' || status AS what, id, NULL AS why FROM "Purchase" WHERE status = 'pending'
  UNION ALL SELECT 'refund', id, failure FROM "Refund" WHERE status = 'pending'
  UNION ALL SELECT 'event ' || type, "eventId", outcome FROM "ProviderEvent" WHERE "processedAt" IS NULL
  UNION ALL SELECT 'job ' || identifier, j.id::text, coalesce(j.locked_by, '') || coalesce(last_error, '') FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE identifier IN ('payments.settle', 'payments.refund')`;
// What waits for its next look is looked at now, as a person at finance would.
const HURRY = `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND run_at > now()
  AND task_id IN (SELECT id FROM graphile_worker._private_tasks WHERE identifier IN ('payments.settle', 'payments.refund'))`;

/** Waits until nothing is under way any more. */
async function allSettled() {
  let left = [];
  const isDone = async () => {
    await portal.sql(HURRY);
    left = await portal.sql(LEFT);
    return left.length === 0;
  };
  await until(isDone, PATIENCE_MS);
  expect(left).toEqual([]);
}

test(
  'whoever is killed while money moves, each payment is granted once and each refund sent once',
  { timeout: 180_000 },
  async () => {
    const refunds = [];
    const all = [killAndRevive(), sendBack(refunds), ...buyers.map(buy)];
    await Promise.all(all).finally(() => (isOver = true));
    await allSettled();

    const bought = buyers.flatMap(({ paid }) => paid);
    const theirs = (await (await fetch(`${portal.env.SANDBOX_URL}/sandbox/refunds`)).json()).refunds;
    expect(bought.length).toBeGreaterThan(10);
    expect(refunds.length).toBeGreaterThan(3);
    expect(theirs.map(({ metadata }) => metadata.refundId).sort()).toEqual([...refunds].sort());
    const back = `SELECT count(*) AS n FROM "Refund" r JOIN "Payment" p ON p.id = r."paymentId" WHERE p."organisationId" = $1 AND r.status = 'succeeded'`;
    for (const { id, paid } of buyers) {
      const lots = `SELECT count(*) AS n FROM "Lot" WHERE "organisationId" = $1 AND "purchaseId" = ANY ($2)`;
      expect(await count(lots, [id, paid])).toBe(paid.length);
      const [{ balance }] = await portal.sql(
        `SELECT "balanceMicro"::text AS balance FROM "Wallet" WHERE "organisationId" = $1`,
        [id],
      );
      expect(Number(balance)).toBe(paid.length * PACK.micro - (await count(back, [id])) * PACK.clawMicro);
    }
    const cash = `SELECT coalesce(sum("amountMinor"), 0) AS n FROM "JournalLine" WHERE account = 'cash:stripe'`;
    expect(await count(cash)).toBe(bought.length * PACK.totalMinor - refunds.length * PACK.refundMinor);
    for (const [table, size] of [
      ['Invoice', bought.length],
      ['CreditNote', refunds.length],
    ])
      expect(
        await portal.sql(
          `SELECT count(*)::int AS n, max(serial)::int AS last FROM "${table}" WHERE number IS NOT NULL`,
        ),
      ).toEqual([{ n: size, last: size }]);
    console.log(`${bought.length} packs paid, ${refunds.length} refunds sent`);
    expect(await portal.command('ledger-verify')).toContain('Every law holds.');
  },
);
