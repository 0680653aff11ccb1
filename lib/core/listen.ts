import pg from 'pg';
import { log } from './log';

type Follow = {
  /** A direct connection: a pool in transaction mode (PgBouncer) does not carry LISTEN. */
  url: string;
  channel: string;
  onPayload: (payload: string) => void;
  /** The connection was lost: what is said until it is back will never be heard. */
  onLost: () => void;
};

export type Listening = {
  isUp: () => boolean;
  /** Waits for the attempt that is under way, if any; true when the channel is heard. */
  settled: () => Promise<boolean>;
  stop: () => Promise<void>;
};

const CONNECT_MS = 5_000;
const PING_MS = 30_000;
const PING_ANSWER_MS = 10_000;
const LONGEST_WAIT_MS = 30_000;

/** One second after the first failure, twice as long after each further one, never more than half a minute. */
export const backOffMs = (failures: number): number =>
  Math.min(1_000 * 2 ** Math.max(0, failures - 1), LONGEST_WAIT_MS);

/**
 * Listens to one channel on a connection of its own and connects again whenever it breaks. A peer that vanished
 * without a word is found out by a question each half minute.
 */
export function listen({ url, channel, onPayload, onLost }: Follow): Listening {
  let client: pg.Client | null = null;
  let attempt: Promise<boolean> = Promise.resolve(false);
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let isUp = false;
  let isStopped = false;

  const lose = (lost: pg.Client, err?: unknown) => {
    if (client !== lost) return;
    client = null;
    clearInterval(timer);
    // The socket may hang: nobody waits for its farewell.
    void lost.end().catch(() => undefined);
    const wasUp = isUp;
    isUp = false;
    if (isStopped) return;
    // Nobody is to take the attempt of then for one of now.
    if (wasUp) attempt = Promise.resolve(false);
    failures += 1;
    log.warn({ err, channel, failures }, 'listening broke off');
    if (wasUp) onLost();
    timer = setTimeout(start, backOffMs(failures));
    timer.unref();
  };

  const connect = async (): Promise<boolean> => {
    const fresh = new pg.Client({
      ...{ connectionString: url, keepAlive: true, connectionTimeoutMillis: CONNECT_MS },
      application_name: `meterdesk ${channel}`,
    });
    client = fresh;
    fresh.on('error', (err) => lose(fresh, err));
    fresh.on('end', () => lose(fresh));
    fresh.on('notification', ({ payload }) => onPayload(payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (err) {
      lose(fresh, err);
      return false;
    }
    if (client !== fresh) return false;
    failures = 0;
    isUp = true;
    timer = setInterval(() => void ping(fresh), PING_MS);
    timer.unref();
    return true;
  };

  const ping = async (asked: pg.Client) => {
    const late = setTimeout(() => lose(asked, new Error('no answer')), PING_ANSWER_MS);
    await asked.query('SELECT 1').catch((err: unknown) => lose(asked, err));
    clearTimeout(late);
  };

  function start() {
    attempt = connect();
  }

  start();
  return {
    isUp: () => isUp,
    settled: () => attempt,
    stop: async () => {
      isStopped = true;
      isUp = false;
      clearTimeout(timer);
      clearInterval(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}
