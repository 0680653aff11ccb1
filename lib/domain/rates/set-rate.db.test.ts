import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { anonymous, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { listRates } from './queries';
import { removeRate, setRate } from './set-rate';

beforeAll(() => ensureCatalogue());

describe('dated rates', () => {
  it('are set, replaced and removed, each with its audit event', async () => {
    const ctx = await staff(['finance']);
    await setRate(ctx, { currency: 'EUR', validFrom: '2026-10-01', rate: '1.08' });
    await setRate(ctx, { currency: 'EUR', validFrom: '2026-11-01', rate: '1.1' });
    await setRate(ctx, { currency: 'EUR', validFrom: '2026-11-01', rate: '1.09' });
    await setRate(ctx, { currency: 'EUR', validFrom: '2027-01-01', rate: '1.2' });
    const { base, rates } = await listRates(ctx);
    expect(base).toBe('USD');
    expect(rates.map(({ validFrom, rate, isCurrent }) => [validFrom, rate, isCurrent])).toEqual([
      ['2027-01-01', '1.2', false],
      ['2026-11-01', '1.09', true],
      ['2026-10-01', '1.08', false],
    ]);
    await removeRate(ctx, { currency: 'EUR', validFrom: '2026-11-01' });
    expect((await listRates(ctx)).rates.find(({ isCurrent }) => isCurrent)?.rate).toBe('1.08');
    const audit = await db.auditEvent.findMany({
      where: { recordId: 'EUR 2026-11-01' },
      orderBy: { id: 'asc' },
    });
    expect(audit.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['rate.set', null, { rate: '1.1' }],
      ['rate.set', { rate: '1.1' }, { rate: '1.09' }],
      ['rate.remove', { rate: '1.09' }, null],
    ]);
  });

  it('say which currencies in use have none', async () => {
    const organisationId = await newOrganisation();
    await db.organisation.update({ where: { id: organisationId }, data: { currency: 'EGP' } });
    expect((await listRates(await staff(['admin']))).missing).toContain('EGP');
  });

  it('refuse the base currency, nonsense, and callers without the right', async () => {
    const ctx = await staff(['finance']);
    const input = { currency: 'EUR', validFrom: '2026-10-01', rate: '1' };
    await expect(setRate(ctx, { ...input, currency: 'USD' })).rejects.toMatchObject({
      fields: { currency: 'rateOfBase' },
    });
    for (const wrong of [{ rate: '0' }, { rate: '-1' }, { validFrom: '2026-02-30' }, { currency: 'XXX' }])
      await expect(setRate(ctx, { ...input, ...wrong })).rejects.toMatchObject({ code: 'invalid' });
    await expect(removeRate(ctx, { currency: 'EUR', validFrom: '2020-01-01' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const member = await memberOf(await newOrganisation());
    for (const other of [member, await staff(['agent'])]) {
      await expect(setRate(other, input)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listRates(other)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(removeRate(anonymous(), input)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
