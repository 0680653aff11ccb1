import { execFile } from 'node:child_process';
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  ConnectionError,
  InsufficientCreditsError,
  MeterdeskError,
  createClient,
  each,
} from '@/clients/typescript/src/client';
import { nodeDoor } from '@/lib/api-server/node-door';
import { db } from '@/lib/core/db';
import { newKey } from '@/lib/testing/api-keys';
import { ensureCatalogue, newOrganisation } from '@/lib/testing/factories';
import { factsOf } from '@/lib/web/request-facts';
import { handle } from './handle';

/** What happens to the next requests: each takes one fault, and without any the server answers as it should. */
type Fault = (outgoing: ServerResponse, work: () => Promise<void>) => Promise<void> | void;
let faults: Fault[] = [];
/** The Idempotency-Key of every request that came. */
let keys: (string | undefined)[] = [];

/** The server did its work, and the connection broke before the answer was there. */
const cutAfterWork: Fault = async (outgoing, work) => {
  outgoing.end = () => outgoing.destroy() as ServerResponse;
  await work();
};
const cutBeforeWork: Fault = (outgoing) => void outgoing.destroy();
const cutInTheAnswer: Fault = async (outgoing, work) => {
  const { writeHead } = outgoing;
  outgoing.writeHead = ((status: number) => {
    outgoing.setHeader('content-length', 100_000);
    return writeHead.call(outgoing, status);
  }) as typeof writeHead;
  outgoing.end = ((text: string) => {
    outgoing.write(text, () => outgoing.destroy());
    return outgoing;
  }) as typeof outgoing.end;
  await work();
};
const answering =
  (status: number, headers: Record<string, string> = {}): Fault =>
  (outgoing) =>
    void outgoing.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Bad gateway</h1>');

let server: Server;
let organisationId: string;
let options: Parameters<typeof createClient>[0];

beforeAll(async () => {
  await ensureCatalogue();
  const door = nodeDoor((request) => handle(request, factsOf(request.headers)));
  server = createServer((incoming, outgoing) => {
    keys.push(incoming.headers['idempotency-key'] as string | undefined);
    const work = () => door(incoming, outgoing);
    const fault = faults.shift();
    void (fault ? fault(outgoing, work) : work());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  faults = [];
  keys = [];
  organisationId = await newOrganisation({ grant: 100 });
  const { secret } = await newKey({ organisationId });
  options = { key: secret, portal: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});

const SPEND = { service: 'error-analysis', quantity: 1 };
const deductions = () => db.operation.count({ where: { organisationId, kind: 'deduct' } });

it('speaks every kind of call: read, spend, hold, page through a list', async () => {
  const client = createClient(options);
  expect(await client.getBalance()).toMatchObject({ available: '100' });
  const { id } = await client.placeHold({ ...SPEND, quantity: '2.5' });
  expect(await client.getHold(id)).toMatchObject({ status: 'active', credits: '5' });
  expect(await client.captureHold(id, { quantity: 2 })).toMatchObject({ cost: '4', released: '1' });
  for (const nth of [1, 2, 3]) await client.deductCredits({ ...SPEND, reference: `run ${nth}` });
  const seen: string[] = [];
  for await (const { reference, kind } of each(client.listEntries, { limit: 2 }))
    seen.push(reference ?? kind);
  expect(seen.slice(0, 3)).toEqual(['run 3', 'run 2', 'run 1']);
  expect(seen.length).toBeGreaterThan(4);
});

it.each([
  ['broke after the server had worked', cutAfterWork],
  ['broke in the middle of the answer', cutInTheAnswer],
  ['broke before the server had worked', cutBeforeWork],
  ['met a proxy without its server', answering(502)],
])('spends once when the connection %s', async (_, fault) => {
  faults = [fault, fault];
  const deduction = await createClient(options).deductCredits(SPEND);
  expect(deduction).toMatchObject({ cost: '2', available: '98' });
  expect(await deductions()).toBe(1);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

it('takes the caller’s name of the command, so that a program that starts again spends once', async () => {
  const named = { idempotencyKey: 'run:88' };
  const first = await createClient(options).deductCredits(SPEND, named);
  expect(await createClient(options).deductCredits(SPEND, named)).toEqual(first);
  expect(await deductions()).toBe(1);
});

it('waits as long as the server asks, and not longer than it may', async () => {
  faults = [answering(503, { 'retry-after': '1' })];
  const startedMs = performance.now();
  await createClient(options).deductCredits(SPEND);
  expect(performance.now() - startedMs).toBeGreaterThan(990);
  faults = [answering(429, { 'retry-after': '3600' })];
  await expect(createClient(options).getBalance()).rejects.toMatchObject({ retryAfterSeconds: 3600 });
  expect(await deductions()).toBe(1);
});

it('gives up after its attempts, and says which command is open', async () => {
  faults = [cutAfterWork, cutAfterWork];
  const client = createClient({ ...options, retries: 1 });
  const error: unknown = await client
    .deductCredits(SPEND, { idempotencyKey: 'open' })
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ idempotencyKey: 'open' });
  expect(await client.deductCredits(SPEND, { idempotencyKey: 'open' })).toMatchObject({ available: '98' });
});

it('does not repeat a refusal, and gives it a type', async () => {
  const client = createClient(options);
  const poor: unknown = await client.deductCredits({ ...SPEND, quantity: 99 }).catch((e: unknown) => e);
  expect(poor).toBeInstanceOf(InsufficientCreditsError);
  expect(poor).toMatchObject({ shortfall: '98', checkoutUrl: 'http://localhost:3000/credits', status: 402 });
  const wrong: unknown = await client.checkCredits({ ...SPEND, service: 'nothing' }).catch((e: unknown) => e);
  expect(wrong).toBeInstanceOf(MeterdeskError);
  expect(wrong).toMatchObject({ code: 'unknown_service', status: 422 });
  expect(keys).toHaveLength(2);
});

it('stops when the caller gives up, while it works and while it waits', async () => {
  const client = createClient(options);
  faults = [() => undefined];
  await expect(client.getBalance({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  faults = [answering(503, { 'retry-after': '30' })];
  await expect(client.getBalance({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  await expect(client.getBalance({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

it('takes an attempt that hangs for a broken one', async () => {
  faults = [() => undefined];
  await createClient({ ...options, timeoutMs: 100 }).deductCredits(SPEND);
  expect(keys).toHaveLength(2);
});

it('has an example that runs as it is on the demo’s catalogue, and charges once however often it is started', async () => {
  const { key, portal } = options;
  const env = { ...process.env, METERDESK_KEY: key, METERDESK_PORTAL: portal };
  const example = ['--import', 'tsx', 'clients/typescript/examples/spend-after-work.ts'];
  const run = async () => (await promisify(execFile)(process.execPath, example, { env })).stdout;
  const first = await run();
  expect(first).toBe('1.5 credits for 3 × ai-summary; 98.5 are left.\n');
  expect(await run()).toBe(first);
  expect(await deductions()).toBe(1);
});
