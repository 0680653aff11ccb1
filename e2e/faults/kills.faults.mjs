// Web, API, worker and postmaster are killed (-9) while programs spend: nothing that was answered is lost, nothing is
// done twice, and the laws of the ledger hold afterwards.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sleep, until } from '../../scripts/process/inspect.mjs';
import { openPortal } from './portal.mjs';

const WALLETS = 5;
const CALLERS = 16;
const BETWEEN_MS = 1_500;
const PATIENCE_MS = 90_000;

let portal;
let keys;
beforeAll(async () => {
  portal = await openPortal();
  keys = await Promise.all(
    Array.from({ length: WALLETS }, (_, nth) => openWallet(`org_${String(nth).padStart(26, '0')}`)),
  );
}, 120_000);
afterAll(() => portal?.close(), 30_000);

/** A wallet with a thousand credits in several lots, and a key that spends them. */
async function openWallet(id) {
  await portal.sql(`INSERT INTO "Organisation" (id, name, "createdAt") VALUES ($1, 'Faults', now())`, [id]);
  await portal.sql(`INSERT INTO "Wallet" ("organisationId", "updatedAt") VALUES ($1, now())`, [id]);
  for (let nth = 0; nth < 4; nth++)
    await portal.sql(
      `SELECT wallet_grant($1, now(), jsonb_build_object('operationId', typed_id('op'), 'lotId', typed_id('lot'), 'actorKind', 'operator',
        'source', 'adjustment', 'priority', 60, 'amountMicro', '250000000'))`,
      [id],
    );
  const scopes = ['--scopes', 'credits:read,credits:spend', '--rate', '1000000'];
  const said = await portal.command('keys-create', ['--organisation', id, ...scopes]);
  return /md_test_\S+/.exec(said)?.[0];
}

let isOver = false;
const commands = new Map();
const asked = new Set();
let repeated = 0;

/** Sends one request; null when no whole answer came: refused, cut off (even behind its headers), or a 5xx. */
async function attempt(secret, key, place, body) {
  const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': key };
  const sent = fetch(place, { method: 'POST', headers, body: JSON.stringify(body) });
  const whole = await sent
    .then(async (response) => ({ response, text: await response.text() }))
    .catch(() => null);
  if (!whole || whole.response.status >= 500) return null;
  const { response, text } = whole;
  const isReplay = response.headers.has('idempotent-replayed');
  // A whole answer that is no JSON is a fault, not a reason to ask again.
  return { status: response.status, answer: JSON.parse(text), isReplay };
}

/** Sends a command until it is answered with 201, always under its one key. */
async function insist(secret, path, body) {
  const key = randomUUID();
  asked.add(key);
  const deadline = Date.now() + PATIENCE_MS;
  for (let nth = 0; Date.now() < deadline; nth++) {
    const place = portal.addresses[(nth + asked.size) % portal.addresses.length] + path;
    const answered = await attempt(secret, key, place, body);
    if (!answered) {
      await sleep(50 + Math.random() * 100);
      continue;
    }
    const { status, answer, isReplay } = answered;
    if (status !== 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
    if (isReplay) repeated++;
    commands.set(key, answer);
    return answer;
  }
  throw new Error(`${path} was not answered in ${PATIENCE_MS} ms`);
}

/** A program that works: mostly deductions, now and then a hold that it captures in part. */
async function work() {
  while (!isOver) {
    const secret = keys[Math.floor(Math.random() * keys.length)];
    const use = { service: 'error-analysis', quantity: 0.01 };
    if (Math.random() < 0.8) await insist(secret, '/credits/deductions', use);
    else {
      const held = await insist(secret, '/credits/holds', { ...use, quantity: 0.02 });
      await insist(secret, `/credits/holds/${held.id}/capture`, { quantity: 0.01 });
    }
  }
}

/** Kills each piece under load and starts it again; the programs must get answers after each. */
async function killOneByOne() {
  for (const name of ['web', 'worker', 'api', 'postmaster']) {
    await sleep(BETWEEN_MS);
    portal.kill(name);
    await portal.revive(name);
    for (const piece of ['web', 'api']) await portal.wellAgain(piece);
    const before = commands.size;
    await sleep(BETWEEN_MS);
    if (!(await until(() => commands.size > before, PATIENCE_MS)))
      throw new Error(`no answers after ${name}`);
  }
  isOver = true;
}

test(
  'whatever is killed under load, every answered command is there exactly once',
  { timeout: 180_000 },
  async () => {
    // Whichever fails first is told, not what it brings about.
    const all = [killOneByOne(), ...Array.from({ length: CALLERS }, work)];
    await Promise.all(all).finally(() => (isOver = true));

    const rows = await portal.sql(
      `SELECT id, kind, "idempotencyKey" AS key FROM "Operation" WHERE "idempotencyKey" IS NOT NULL`,
    );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    expect(rows.length).toBe(commands.size);
    expect(byKey.size).toBe(rows.length);
    for (const [key, answer] of commands) {
      const row = byKey.get(key);
      // A hold answers with the hold's own id, everything else with its operation's.
      if (row?.kind !== 'hold') expect(row?.id).toBe(answer.id);
    }
    expect(asked.size).toBe(commands.size);
    console.log(`${commands.size} commands answered, ${repeated} of them by a repeat of their key`);
    expect(await portal.command('ledger-verify')).toContain('Every law holds.');
  },
);
