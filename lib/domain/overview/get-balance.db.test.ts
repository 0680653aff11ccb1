import { expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { memberOf, newOrganisation, staff, job, NOW } from '@/lib/testing/factories';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { getBalance } from './get-balance';

it('says what is there, where it comes from and how long it lasts', async () => {
  const organisationId = await newOrganisation({ freeTier: true, grant: 100 });
  const service = await db.service.findFirstOrThrow({
    where: { active: true, priceMicro: 2_000_000n, perUnits: 1 },
  });
  const spend = { service: service.code, quantity: 5, idempotencyKey: 'one' };
  await deductCredits(job(NOW, organisationId), spend);
  const balance = await getBalance(await memberOf(organisationId, 'member'));
  expect(balance).toMatchObject({
    ...{ balance: '110', held: '0', available: '110' },
    allowance: { tier: 'Free', used: '10', total: '20' },
    forecast: { pacePerDay: '10' },
  });
  // The allowance is drawn first: it costs nothing and ends.
  expect(balance.lots.map(({ source, remaining }) => [source, remaining])).toEqual([
    ['allowance', '10'],
    ['adjustment', '100'],
  ]);
  expect(balance.forecast.runsOutAt).not.toBeNull();
});

it('is for the organisation’s own callers', async () => {
  const organisationId = await newOrganisation({ grant: 7 });
  const stranger = await memberOf(await newOrganisation());
  expect(await getBalance(stranger)).toMatchObject({ balance: '0', lots: [], forecast: { runsOutAt: null } });
  const admin = { ...(await staff(['admin'])), organisationId };
  await expect(getBalance(admin)).rejects.toMatchObject({ code: 'forbidden' });
});
