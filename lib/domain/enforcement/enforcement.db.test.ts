import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import {
  NOW,
  anonymous,
  ensureCatalogue,
  job,
  memberOf,
  newOrganisation,
  staff,
} from '@/lib/testing/factories';
import { getEnforcement } from './get-enforcement';
import { listWaived } from './list-waived';
import { setEnforcement } from './set-enforcement';

let admin: Context;
beforeAll(async () => {
  await ensureCatalogue('business-services');
  admin = await staff(['admin']);
});
afterEach(() => setEnforcement(admin, { mode: 'on' }));

/** So many seconds after the tests' moment. */
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const spend = (organisationId: string, over: object = {}, now = NOW) =>
  deductCredits(job(now, organisationId), {
    ...{ service: 'csv-export', quantity: 3, idempotencyKey: randomUUID() },
    ...over,
  });

describe('setEnforcement', () => {
  it('is on where nobody has set it, and keeps what was set, with one audit event', async () => {
    await db.setting.deleteMany({ where: { key: 'enforcement' } });
    expect(await getEnforcement(admin)).toBe('on');
    for (const mode of ['observe', 'observe'] as const) await setEnforcement(admin, { mode });
    expect(await getEnforcement(admin)).toBe('observe');
    const events = await db.auditEvent.findMany({ where: { action: 'credits.enforcement' } });
    expect(events).toMatchObject([{ before: { mode: 'on' }, after: { mode: 'observe' } }]);
  });

  it('is for administrators and knows three modes', async () => {
    await expect(setEnforcement(admin, { mode: 'maybe' as 'on' })).rejects.toMatchObject({
      fields: { mode: 'unknown' },
    });
    for (const ctx of [await memberOf(await newOrganisation()), await staff(['finance'])])
      await expect(setEnforcement(ctx, { mode: 'off' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getEnforcement(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('decides whether a spend without credits is refused', async () => {
    const organisationId = await newOrganisation({ grant: 10 });
    await expect(spend(organisationId)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await setEnforcement(admin, { mode: 'off' });
    expect(await spend(organisationId)).toMatchObject({
      cost: '15',
      shortfall: '5',
      owed: '0',
      balance: '0',
    });
    await setEnforcement(admin, { mode: 'on' });
    await expect(spend(organisationId)).rejects.toMatchObject({ code: 'insufficient_credits' });
  });
});

describe('listWaived', () => {
  it('lists what would have been refused, and neither what was owed or paid nor what `off` let through', async () => {
    const organisationId = await newOrganisation({ grant: 20 });
    await spend(organisationId, { quantity: 1 });
    await spend(organisationId, { quantity: 4, onInsufficient: 'owe' });
    await setEnforcement({ ...admin, now: at(1) }, { mode: 'observe' });
    await spend(organisationId, { reference: 'export-7' }, at(2));
    await setEnforcement({ ...admin, now: at(3) }, { mode: 'off' });
    await spend(organisationId, { reference: 'nobody-looks' }, at(4));
    const mine = (await listWaived(admin, {})).rows.filter((row) => row.organisationId === organisationId);
    expect(mine).toMatchObject([
      { organisation: 'Example', kind: 'deduct', service: 'CSV export', quantity: '3' },
    ]);
    expect(mine[0]).toMatchObject({ cost: '15', shortfall: '15', reference: 'export-7' });
    await expect(listWaived(await staff(['finance']), {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listWaived(admin, { after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ reason: 'badCursor' });
  });
});
