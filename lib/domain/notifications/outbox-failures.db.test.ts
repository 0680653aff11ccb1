import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { closeEmail } from '@/lib/integrations/email/send';
import { job } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { deliver } from './deliver';
import { enqueueEmail } from './enqueue-email';

const NOW = new Date();
const url = 'http://localhost:3000/link/verify?token=secret';

const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });

/** A mail server that answers by the address: nobody@ is unknown, spam@ refused, later@ put off. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo({ address }, _, done) {
    if (address.startsWith('nobody')) return done(refusal(550, '5.1.1 no such user'));
    if (address.startsWith('spam')) return done(refusal(554, '5.7.1 not wanted'));
    if (address.startsWith('later')) return done(refusal(451, '4.7.1 greylisted, try again'));
    done();
  },
  onData(stream, _, done) {
    stream.resume().on('end', () => done());
  },
});

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  closeEmail();
  await new Promise<void>((closed) => server.close(closed));
});

async function queue(to: string): Promise<string> {
  const key = `verify-email:${newId('link')}`;
  await transaction((tx) =>
    enqueueEmail(tx, { to, template: 'verify-email', props: { name: 'Ada', url }, key }),
  );
  return present(await db.delivery.findUnique({ where: { key } })).id;
}

const read = (id: string) => db.delivery.findUniqueOrThrow({ where: { id } });
const send = (deliveryId: string) => deliver(job(NOW), { deliveryId });
const jobsOf = (id: string): Promise<{ run_at: Date }[]> =>
  db.$queryRaw`SELECT run_at FROM graphile_worker._private_jobs WHERE key = ${`deliver:${id}`}`;

describe('a delivery that is put off', () => {
  it('is tried again with longer and longer pauses, and is dead after the eighth try', async () => {
    const id = await queue('later@example.test');
    const pauses: number[] = [];
    for (let at = 0; at < 8; at++) {
      await send(id);
      const row = await read(id);
      if (row.status !== 'queued') continue;
      pauses.push((row.runAt.getTime() - NOW.getTime()) / 60_000);
      expect((await jobsOf(id)).map(({ run_at }) => run_at)).toEqual([row.runAt]);
    }
    expect(pauses).toEqual([0.5, 2, 10, 30, 60, 180, 360]);
    const dead = await read(id);
    expect(dead).toMatchObject({ status: 'dead', attempts: 8 });
    expect(dead.error).toContain('4.7.1 greylisted');
    expect(dead.payload).not.toBeNull();
  });

  it('that is tried twice at once counts and is sent once', async () => {
    const id = await queue(`${newId('user')}@example.test`);
    await Promise.all([send(id), send(id), send(id)]);
    expect(await read(id)).toMatchObject({ status: 'sent', attempts: 1 });
  });
});

describe('a delivery that is refused for good', () => {
  it('is dead at once, and an address that does not exist gets no more mail', async () => {
    const id = await queue('nobody@example.test');
    await send(id);
    const row = await read(id);
    expect(row).toMatchObject({ status: 'dead', attempts: 1 });
    expect(row.error).toContain('5.1.1');
    const known = await db.mailSuppression.findUnique({ where: { email: 'nobody@example.test' } });
    expect(known).toMatchObject({ code: '5.1.1' });
  });

  it('for what it says stops no other mail', async () => {
    const id = await queue('spam@example.test');
    await send(id);
    expect(await read(id)).toMatchObject({ status: 'dead' });
    expect(await db.mailSuppression.count({ where: { email: 'spam@example.test' } })).toBe(0);
  });

  it('or that no key of ours opens is dead, and its job ends well', async () => {
    const id = await queue('fine@example.test');
    await db.delivery.update({ where: { id }, data: { payload: 'eyJhbGciOiJkaXIifQ..a.b.c' } });
    await send(id);
    expect(await read(id)).toMatchObject({ status: 'dead', error: 'unreadable' });
  });
});
