import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newKey } from '@/lib/testing/api-keys';
import { startApiProcess } from '@/lib/testing/api-process';
import { ensureCatalogue, newOrganisation } from '@/lib/testing/factories';
import { openGate } from '@/lib/testing/tcp-gate';

let gate: Awaited<ReturnType<typeof openGate>>;
let api: Awaited<ReturnType<typeof startApiProcess>>;
let secret: string;
let organisationId: string;

beforeAll(async () => {
  await ensureCatalogue();
  organisationId = await newOrganisation({ grant: 100 });
  secret = (await newKey({ organisationId })).secret;
  const real = new URL(process.env.DATABASE_URL ?? '');
  gate = await openGate({ host: real.hostname, port: Number(real.port) });
  real.hostname = '127.0.0.1';
  real.port = String(gate.port);
  api = await startApiProcess({ DATABASE_URL: real.toString() });
});
afterAll(() => api.stop());

const deduct = (key: string = randomUUID()) =>
  fetch(`${api.url}/credits/deductions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'idempotency-key': key },
    body: JSON.stringify({ service: 'error-analysis', quantity: 1 }),
  });

it('fails closed while the database is gone, and needs no restart when it is back', async () => {
  expect((await deduct()).status).toBe(201);
  await gate.shut();
  const during = await Promise.all(Array.from({ length: 10 }, (_, n) => deduct(`during-${n}`)));
  for (const response of during) {
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: 'unavailable', status: 503 });
  }
  await gate.open();
  const after = await Promise.all(Array.from({ length: 10 }, (_, n) => deduct(`during-${n}`)));
  expect(after.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
  const wallet = await db.wallet.findUniqueOrThrow({ where: { organisationId } });
  expect(wallet.balanceMicro).toBe(100_000_000n - 11n * 2_000_000n);
});

it('ends in order', async () => {
  const pending = deduct();
  await new Promise((resolve) => setTimeout(resolve, 3));
  const code = api.stop();
  expect((await pending.catch(() => ({ status: 'refused' }))).status).toBe(201);
  expect(await code).toBe(0);
  expect(api.output()).toContain('api stops');
});
