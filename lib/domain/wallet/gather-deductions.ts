import { db } from '@/lib/core/db';
import { isUnavailable } from '@/lib/core/unavailable';
import type { WalletAnswer, payloadOf } from './internal';

type Payload = ReturnType<typeof payloadOf> & { receivableId?: string };
type Answer = WalletAnswer | { status: 'busy' };
type Waiting = {
  organisationId: string;
  payload: Payload;
  now: Date;
  resolve: (answer: WalletAnswer) => void;
  reject: (error: unknown) => void;
};

/** Statements under way at once, those that wait for a wallet which another process has locked, and their size. */
const LANES = 2;
const PATIENT_LANES = 3;
/** Statements of one wallet under way: the next stands at the lock while the first is flushed to the log. Worth it for many. */
const DEPTH = 2;
const MANY = 200;
const BATCH = 1_000;
/** A statement costs as much as some ten of its commands: so few are not divided among the lanes. */
const FEW = 16;

/** By organisation, in the order in which they came; and how many statements of each are under way. */
const waiting = new Map<string, Waiting[]>();
const underWay = new Map<string, number>();
const blocked: Waiting[][] = [];
let lanes = 0;
let patientLanes = 0;
let unanswered = 0;

/**
 * Sends a deduction together with all others that wait: a wallet's row is locked through the flush of the log, so one
 * busy wallet, and a database with many, does many commands in one transaction far faster than one by one. A call goes
 * out at once while a lane is free. Answers as wallet_deduct_many does.
 */
export function gatherDeduction(organisationId: string, payload: Payload, now: Date): Promise<WalletAnswer> {
  unanswered++;
  const answered = new Promise<WalletAnswer>((resolve, reject) => {
    const call = { organisationId, payload, now, resolve, reject };
    const others = waiting.get(organisationId);
    if (others) others.push(call);
    else waiting.set(organisationId, [call]);
    // What the same turn of the event loop asks for still comes along.
    if (lanes < LANES) queueMicrotask(sendWaiting);
  });
  return answered.finally(() => unanswered--);
}

function sendWaiting(): void {
  while (lanes < LANES) {
    const batch = takeBatch();
    const behind = batch.length > 0 ? [] : takeBehind();
    if (batch.length + behind.length === 0) return;
    lanes++;
    void (batch.length > 0 ? send(batch) : wait(behind)).finally(() => {
      lanes--;
      sendWaiting();
    });
  }
}

/**
 * Calls of wallets that are not under way, at most a lane's share of what is unanswered: were all callers in one statement,
 * this process would stand still while the database works, and the database while this process does.
 */
function takeBatch(): Waiting[] {
  const most = Math.min(BATCH, Math.max(FEW, Math.ceil(unanswered / LANES)));
  const batch: Waiting[] = [];
  for (const organisationId of waiting.keys()) {
    if (batch.length >= most) break;
    if (!underWay.has(organisationId)) batch.push(...takeCalls(organisationId, most - batch.length));
  }
  return batch;
}

/** With a lane to spare and no other wallet to serve: what waits for one that is under way. */
function takeBehind(): Waiting[] {
  for (const [organisationId, calls] of waiting)
    if (calls.length >= MANY && (underWay.get(organisationId) ?? 0) < DEPTH)
      return takeCalls(organisationId, BATCH);
  return [];
}

/** Of two calls with one key the second stays for the next batch, where it is a replay. */
function takeCalls(organisationId: string, most: number): Waiting[] {
  const keys = new Set<string>();
  const taken: Waiting[] = [];
  const rest: Waiting[] = [];
  for (const call of waiting.get(organisationId) ?? []) {
    const key = call.payload.idempotencyKey;
    const fits = taken.length < most && !(key && keys.has(key));
    (fits ? taken : rest).push(call);
    if (key) keys.add(key);
  }
  underWay.set(organisationId, (underWay.get(organisationId) ?? 0) + 1);
  if (rest.length > 0) waiting.set(organisationId, rest);
  else waiting.delete(organisationId);
  return taken;
}

function isBack(organisationId: string): void {
  const others = (underWay.get(organisationId) ?? 1) - 1;
  if (others > 0) underWay.set(organisationId, others);
  else underWay.delete(organisationId);
}

/** One statement without waiting for locks; wallets that others hold go on to a lane of their own. */
async function send(batch: Waiting[]): Promise<void> {
  const busy = await settle(batch, false);
  const held = new Set(busy.map(({ organisationId }) => organisationId));
  const all = new Set(batch.map(({ organisationId }) => organisationId));
  for (const organisationId of all) if (!held.has(organisationId)) isBack(organisationId);
  for (const id of held) {
    // Nothing of it may queue up in the lanes of the others meanwhile.
    underWay.set(id, DEPTH);
    blocked.push(busy.filter(({ organisationId }) => organisationId === id));
  }
  sendBlocked();
}

/** One statement that waits for its one wallet. */
async function wait(calls: Waiting[]): Promise<void> {
  await settle(calls, true);
  if (calls[0]) isBack(calls[0].organisationId);
}

function sendBlocked(): void {
  while (patientLanes < PATIENT_LANES) {
    const calls = blocked.shift();
    if (!calls) return;
    patientLanes++;
    void settle(calls, true).then(() => {
      patientLanes--;
      if (calls[0]) underWay.delete(calls[0].organisationId);
      sendBlocked();
      sendWaiting();
    });
  }
}

/** Runs a batch and answers its calls; gives back those whose wallet is busy. Never throws. */
async function settle(batch: Waiting[], isPatient: boolean): Promise<Waiting[]> {
  try {
    const answers = await deductMany(batch, isPatient);
    const isBusy = (n: number) => answers[n]?.status === 'busy' && !isPatient;
    const tell = () =>
      batch.forEach((call, n) => {
        const answer = answers[n];
        if (answer && answer.status !== 'busy') call.resolve(answer);
        else if (!isBusy(n)) call.reject(new Error(`no answer for a deduction of ${call.organisationId}`));
      });
    // The next statement goes out first: the database works on it while the callers do with their answers what they do.
    if (waiting.size > 0) setImmediate(tell);
    else tell();
    return batch.filter((_, n) => isBusy(n));
  } catch (error) {
    // Whatever one command did to the statement, the others are innocent of: each is tried alone.
    if (batch.length > 1 && !isUnavailable(error)) {
      for (const call of batch) await settle([call], true);
      return [];
    }
    for (const { reject } of batch) reject(error);
    return [];
  }
}

async function deductMany(batch: Waiting[], isPatient: boolean): Promise<Answer[]> {
  const organisations = [...new Set(batch.map(({ organisationId }) => organisationId))];
  const commands = batch.map(({ organisationId, payload }, n) => ({ n, organisationId, ...payload }));
  const now = new Date(Math.max(...batch.map(({ now }) => now.getTime())));
  const [row] = await db.$queryRaw<{ answers: string }[]>`
    SELECT wallet_deduct_many(${now.toISOString()}::timestamptz, ${organisations}::text[],
      ${JSON.stringify(commands)}::jsonb, ${isPatient}) AS answers`;
  if (!row) throw new Error('wallet_deduct_many gave no answer');
  const answers = JSON.parse(row.answers) as Partial<WalletAnswer>[];
  const createdAt = now.toISOString();
  return answers.map((answer, n) => {
    const operationId = batch[n]?.payload.operationId;
    return { status: 'ok', operationId, createdAt, ...answer } as Answer;
  });
}
