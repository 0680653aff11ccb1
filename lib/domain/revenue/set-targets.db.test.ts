import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { getSetting } from '@/lib/domain/catalog/queries';
import { ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { setTargets } from './set-targets';

const input = {
  ...{ currency: 'USD', revenue: '1234.50', arpu: '50', purchaseRate: '20', utilisation: '82.5' },
  ...{ resolutionHours: '24', satisfaction: '4.5' },
};

describe('setTargets', () => {
  beforeAll(() => ensureCatalogue());

  it('replaces the targets and audits both', async () => {
    const ctx = await staff(['finance']);
    const before = await getSetting('targets');
    await setTargets(ctx, input);
    const after = await getSetting('targets');
    expect(after).toMatchObject({
      revenueMinor: 123_450,
      arpuMinor: 5_000,
      utilisationBps: 8_250,
      satisfaction: 4.5,
    });
    const [event] = await db.auditEvent.findMany({
      where: { action: 'targets.change' },
      orderBy: { at: 'desc' },
    });
    expect(event).toMatchObject({ before, after, actorId: 'userId' in ctx.actor ? ctx.actor.userId : null });
  });

  it.each([
    { revenue: '-1' },
    { revenue: 'NaN' },
    { revenue: '1.005' },
    { revenue: '9'.repeat(30) },
    { arpu: '' },
    { purchaseRate: '101' },
    { purchaseRate: 'Infinity' },
    { utilisation: '-5' },
    { resolutionHours: '0' },
    { resolutionHours: '1e3' },
    { satisfaction: '5.1' },
    { satisfaction: '0' },
    { currency: 'ZZZ' },
  ])('refuses %j beside its field and changes nothing', async (wrong) => {
    const before = await getSetting('targets');
    const [field] = Object.keys(wrong);
    await expect(setTargets(await staff(['admin']), { ...input, ...wrong })).rejects.toMatchObject({
      code: 'invalid',
      fields: { [present(field)]: expect.any(String) },
    });
    expect(await getSetting('targets')).toEqual(before);
  });

  it('is for finance and admins', async () => {
    for (const ctx of [
      await staff(['expert']),
      await staff(['agent']),
      await memberOf(await newOrganisation()),
    ])
      await expect(setTargets(ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
