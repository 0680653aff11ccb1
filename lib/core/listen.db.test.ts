import { afterEach, describe, expect, it, vi } from 'vitest';
import { db } from './db';
import { env } from './env';
import { type Listening, backOffMs, listen } from './listen';

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

function follow(url = env.DATABASE_URL) {
  const heard: string[] = [];
  const onLost = vi.fn();
  const listening = listen({ url, channel: 'tried', onPayload: (payload) => heard.push(payload), onLost });
  open.push(listening);
  return { listening, heard, onLost };
}

const say = (words: string) => db.$queryRaw`SELECT pg_notify('tried', ${words})::text`;

describe('listen', () => {
  it('hears what is said on its channel after the commit', async () => {
    const { listening, heard } = follow();
    expect(await listening.settled()).toBe(true);
    await say('one');
    await db.$queryRaw`SELECT pg_notify('another', 'nothing')::text`;
    await say('two');
    await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
  });

  it('says when it lost the connection, and comes back by itself', async () => {
    const { listening, heard, onLost } = follow();
    await listening.settled();
    await db.$queryRaw`
      SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE application_name = 'meterdesk tried' AND datname = current_database()`;
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1));
    expect(listening.isUp()).toBe(false);
    expect(await listening.settled()).toBe(false);
    await vi.waitFor(() => expect(listening.isUp()).toBe(true), { timeout: 5_000 });
    await say('again');
    await vi.waitFor(() => expect(heard).toEqual(['again']));
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('is not up where nobody answers, and stops trying when it is stopped', async () => {
    const { listening, onLost } = follow('postgresql://nobody@127.0.0.1:1/none');
    expect(await listening.settled()).toBe(false);
    expect(listening.isUp()).toBe(false);
    await listening.stop();
    expect(onLost).not.toHaveBeenCalled();
  });

  it('waits longer from failure to failure', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map(backOffMs)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });
});
