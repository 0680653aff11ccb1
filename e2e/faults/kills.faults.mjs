// Web, API, worker and postmaster are killed (-9) while programs spend: nothing that was answered is lost, nothing is
// done twice, and the laws of the ledger hold afterwards.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sleep } from '../../scripts/process/inspect.mjs';
import { openPortal } from './portal.mjs';

const WALLETS = 5;
const CALLERS = 16;
const BETWEEN_MS = 1_500;

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
const answered = new Map();
const asked = new Set();
let repeated = 0;

/** Sends a command until it is answered, always under its one key. */
async function insist(secret, path, body) {
  const key = randomUUID();
  asked.add(key);
  for (let attempt = 0; attempt < 400; attempt++) {
    const address = portal.addresses[(attempt + asked.size) % portal.addresses.length];
    const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': key };
    const response = await fetch(address + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }).catch(() => null);
    if (response && response.status < 500) {
      const answer = await response.json();
      if (response.headers.has('idempotent-replayed')) repeated++;
      if (response.status < 300) answered.set(key, answer);
      return { status: response.status, answer };
    }
    await response?.arrayBuffer().catch(() => {});
    await sleep(50 + Math.random() * 100);
  }
  throw new Error('never answered');
}

/** A program that works: mostly deductions, now and then a hold that it captures in part. */
async function work() {
  while (!isOver) {
    const secret = keys[Math.floor(Math.random() * keys.length)];
    const use = { service: 'error-analysis', quantity: 0.01 };
    if (Math.random() < 0.8) expect((await insist(secret, '/credits/deductions', use)).status).toBe(201);
    else {
      const held = await insist(secret, '/credits/holds', { ...use, quantity: 0.02 });
      expect(held.status).toBe(201);
      const captured = await insist(secret, `/credits/holds/${held.answer.id}/capture`, { quantity: 0.01 });
      expect(captured.status).toBe(201);
    }
  }
}

test(
  'whatever is killed under load, every answered command is there exactly once',
  { timeout: 180_000 },
  async () => {
    const programs = Promise.all(Array.from({ length: CALLERS }, work));
    for (const name of ['web', 'worker', 'api', 'postmaster']) {
      await sleep(BETWEEN_MS);
      const before = answered.size;
      portal.kill(name);
      await portal.revive(name);
      for (const piece of ['web', 'api']) await portal.wellAgain(piece);
      await sleep(BETWEEN_MS);
      expect(answered.size, `answers after ${name} was killed`).toBeGreaterThan(before);
    }
    isOver = true;
    await programs;

    const rows = await portal.sql(
      `SELECT id, kind, "idempotencyKey" AS key FROM "Operation" WHERE "idempotencyKey" IS NOT NULL`,
    );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    expect(rows.length).toBe(answered.size);
    expect(byKey.size).toBe(rows.length);
    for (const [key, answer] of answered) {
      const row = byKey.get(key);
      // A hold answers with the hold's own id, everything else with its operation's.
      if (row?.kind !== 'hold') expect(row?.id).toBe(answer.id);
    }
    expect(asked.size).toBe(answered.size);
    console.log(`${answered.size} commands answered, ${repeated} of them by a repeat of their key`);
    expect(await portal.command('ledger-verify')).toContain('Every law holds.');
  },
);
