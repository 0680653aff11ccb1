import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { CallRecord } from './schema';

const FLUSH_MS = 250;
/** What one flush keeps of a key: its last calls are for looking at, not for counting. */
const PER_KEY = 50;
const MOST_KEYS = 200;

const waiting = new Map<string, CallRecord[]>();
let timer: NodeJS.Timeout | undefined;
let flushing: Promise<void> = Promise.resolve();

/**
 * Keeps a call for the list of the key's last calls. It costs the call nothing: records are written together a moment
 * later, and those of a database that is gone are let go.
 */
export function recordCall(call: CallRecord): void {
  const calls = waiting.get(call.keyId) ?? [];
  if (calls.length === 0 && waiting.size >= MOST_KEYS) return;
  calls.push(call);
  if (calls.length > PER_KEY) calls.shift();
  waiting.set(call.keyId, calls);
  timer ??= setTimeout(() => void flushCalls(), FLUSH_MS).unref();
}

/** Writes what waits; for tests, and for a process that ends. */
export function flushCalls(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const calls = [...waiting.values()].flat();
  waiting.clear();
  flushing = flushing.then(() => write(calls));
  return flushing;
}

async function write(calls: CallRecord[]): Promise<void> {
  if (calls.length === 0) return;
  try {
    await db.$executeRaw`
      INSERT INTO "ApiCall" ("apiKeyId", at, "requestId", "organisationId", method, path, status, code, "durationMs", ip)
      SELECT * FROM unnest(
        ${calls.map(({ keyId }) => keyId)}::text[], ${calls.map(({ at }) => at.toISOString())}::timestamptz[],
        ${calls.map(({ requestId }) => requestId)}::text[],
        ${calls.map(({ organisationId }) => organisationId)}::text[], ${calls.map(({ method }) => method)}::text[],
        ${calls.map(({ path }) => path.slice(0, 300))}::text[], ${calls.map(({ status }) => status)}::int[],
        ${calls.map(({ code }) => code ?? null)}::text[], ${calls.map(({ durationMs }) => Math.round(durationMs))}::int[],
        ${calls.map(({ ip }) => ip ?? null)}::text[])
      ON CONFLICT DO NOTHING`;
  } catch (error) {
    log.warn({ error, calls: calls.length }, 'the last calls of keys could not be kept');
  }
}
