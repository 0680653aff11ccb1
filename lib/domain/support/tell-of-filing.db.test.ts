import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { ensureCatalogue, memberOf } from '@/lib/testing/factories';
import { addressOf, answer } from '@/lib/testing/inbound';
import { customer } from '@/lib/testing/requests';

process.env.STORAGE_DIR = path.resolve('.data', 'test-filing', process.env.VITEST_POOL_ID ?? '1');

beforeAll(() => ensureCatalogue());
afterAll(() => rmSync(process.env.STORAGE_DIR ?? '', { recursive: true, force: true }));

/** Who is told, by mail and in the bell, of what somebody mails in while the wallet is empty. */
async function toldOf(member: Context) {
  const to = 'support@meterdesk.test';
  const { requestId } = await answer('apple-mail-new-en', {
    ...{ from: await addressOf(member), to, id: `${caller(member)}@mail` },
  });
  const about = { event: 'requestUnpaid' };
  const mails = await db.delivery.findMany({ where: { ...about, requestId } });
  const rings = await db.notification.findMany({
    where: { ...about, path: `/support/requests/${requestId}` },
  });
  const told = [mails, rings].map((rows) => rows.map(({ userId }) => userId).sort());
  expect(told[0]).toEqual(told[1]);
  return told[0];
}

it('whoever mails in a request that cannot be paid hears of it, and those who can pay unless one of them wrote', async () => {
  const owner = await customer(0);
  const [billing, member] = [
    await memberOf(tenant(owner), 'billing'),
    await memberOf(tenant(owner), 'member'),
  ];
  expect(await toldOf(member)).toEqual([owner, billing, member].map(caller).sort());
  expect(await toldOf(billing)).toEqual([caller(billing)]);
});
