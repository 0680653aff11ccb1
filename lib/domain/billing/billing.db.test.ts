import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, anonymous, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { chooseCurrency } from './choose-currency';
import { getBillingProfile, getBuyerQuestion, getBillingSettings } from './queries';
import { saveBillingProfile } from './save-billing-profile';
import { saveDunning, saveInvoicing, saveMoney, saveSeller } from './save-setting';
import { readBillingSetting, readSeller } from './settings';

const profile = {
  ...{ legalName: 'Żabka Sp. z o.o.', line1: 'ul. Łucka 15', city: 'Warszawa', postalCode: '00-842' },
  ...{ country: 'pl', taxId: '521-300-04-00', email: 'Faktury@Zabka.test' },
};
const buyer = async (role: 'owner' | 'billing' | 'member' = 'billing') =>
  memberOf(await newOrganisation(), role);
const auditOf = (recordId: string, action: string) => db.auditEvent.count({ where: { recordId, action } });

describe('saveBillingProfile', () => {
  it('says who buys, and where the organisation is; a repeat writes nothing more', async () => {
    const ctx = await memberOf(await newOrganisation({ country: null }), 'billing');
    expect(await getBuyerQuestion(ctx)).toMatchObject({ legalName: 'Example' });
    expect(await getBillingProfile(ctx)).toMatchObject({
      legalName: 'Example',
      country: '',
      updatedAt: null,
    });
    for (let time = 1; time <= 2; time++) await saveBillingProfile(ctx, profile);
    expect(await getBillingProfile(ctx)).toMatchObject({
      ...{ legalName: 'Żabka Sp. z o.o.', country: 'PL', taxId: '521-300-04-00', line2: '', paper: 'a4' },
      ...{ email: 'faktury@zabka.test', isBusiness: true, updatedAt: NOW.toISOString(), currency: 'USD' },
    });
    expect(await getBuyerQuestion(ctx)).toBeNull();
    const { country } = await db.organisation.findUniqueOrThrow({ where: { id: tenant(ctx) } });
    expect(country).toBe('PL');
    expect(await auditOf(tenant(ctx), 'billing.profile')).toBe(1);
  });

  it.each([
    [{ taxId: '521-300-04-01' }, 'taxId'],
    [{ country: 'DE' }, 'taxId'],
    [{ country: '' }, 'country'],
    [{ legalName: ' ' }, 'legalName'],
    [{ city: 'a\u0000b' }, 'city'],
    [{ email: 'nobody' }, 'email'],
    [{ line1: 'x'.repeat(121) }, 'line1'],
  ])('refuses %j beside its field', async (wrong, field) => {
    const ctx = await buyer();
    await expect(saveBillingProfile(ctx, { ...profile, ...wrong })).rejects.toMatchObject({
      ...{ code: 'invalid', fields: { [field]: expect.any(String) as string } },
    });
    expect(await db.billingProfile.findUnique({ where: { organisationId: tenant(ctx) } })).toBeNull();
  });

  it('is for who looks after the money, in their own organisation', async () => {
    const [mine, theirs] = [await buyer(), await buyer('owner')];
    await saveBillingProfile(theirs, profile);
    expect((await getBillingProfile(mine)).legalName).toBe('Example');
    for (const ctx of [await buyer('member'), await staff(['finance', 'admin'])]) {
      await expect(saveBillingProfile(ctx, profile)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getBillingProfile(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(saveBillingProfile(anonymous(), profile)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('chooseCurrency', () => {
  beforeAll(() => ensureCatalogue());
  const currencyOf = async (ctx: Context) =>
    (await db.organisation.findUniqueOrThrow({ where: { id: tenant(ctx) } })).currency;
  const payment = (ctx: Context, over: object = {}) => {
    const id = newId('payment');
    const at = { createdAt: NOW, expiresAt: NOW };
    const price = { listPriceMinor: 100n, totalMinor: 100n, currency: 'USD', factors: [] };
    const bought = { packCode: 'p', packName: 'P', creditsMicro: 1n, ...price, ...at };
    return db.purchase.create({
      data: {
        ...{ organisationId: tenant(ctx), id: newId('purchase'), ...bought },
        payments: {
          create: {
            id,
            provider: 'stripe',
            amountMinor: 100n,
            currency: 'USD',
            reference: id,
            createdAt: NOW,
            ...over,
          },
        },
      },
    });
  };

  it('changes it while nothing was paid, once, with the free tier', async () => {
    const ctx = await memberOf(await newOrganisation({ freeTier: true }), 'owner');
    for (let time = 1; time <= 2; time++) await chooseCurrency(ctx, { currency: 'PLN' });
    expect(await currencyOf(ctx)).toBe('PLN');
    const where = { organisationId: tenant(ctx) };
    expect(await db.subscription.findFirstOrThrow({ where })).toMatchObject({ currency: 'PLN' });
    expect(await auditOf(tenant(ctx), 'billing.currency')).toBe(1);
  });

  it('refuses a currency without a price beside the field, and does not offer it', async () => {
    const ctx = await buyer();
    for (const currency of ['KWD', 'JPY'])
      await expect(chooseCurrency(ctx, { currency })).rejects.toMatchObject({
        ...{ code: 'conflict', reason: 'currencyWithoutPrice', fields: { currency: 'currencyWithoutPrice' } },
      });
    expect(await currencyOf(ctx)).toBe('USD');
    const { currencies } = await getBillingProfile(ctx);
    expect(currencies).toContain('PLN');
    expect(currencies).not.toContain('KWD');
  });

  it('keeps what was paid in', async () => {
    const ctx = await buyer();
    await payment(ctx, { status: 'succeeded', receivedMinor: 100n });
    await expect(chooseCurrency(ctx, { currency: 'EUR' })).rejects.toMatchObject({
      ...{ code: 'conflict', reason: 'currencyFixed', fields: { currency: 'currencyFixed' } },
    });
    await chooseCurrency(ctx, { currency: 'USD' });
    const data = { currency: 'EUR' };
    await expect(db.organisation.update({ where: { id: tenant(ctx) }, data })).rejects.toThrow();
  });

  it('waits while something is being paid', async () => {
    const ctx = await buyer();
    await payment(ctx);
    await expect(chooseCurrency(ctx, { currency: 'EUR' })).rejects.toMatchObject({ reason: 'currencyBusy' });
    await db.payment.updateMany({ where: { organisationId: tenant(ctx) }, data: { status: 'expired' } });
    await chooseCurrency(ctx, { currency: 'EUR' });
    expect(await currencyOf(ctx)).toBe('EUR');
  });

  it('knows the currencies of the catalogue only, and is for who looks after the money', async () => {
    await expect(chooseCurrency(await buyer(), { currency: 'XXX' })).rejects.toMatchObject({
      code: 'invalid',
    });
    for (const ctx of [await buyer('member'), await staff(['admin'])])
      await expect(chooseCurrency(ctx, { currency: 'EUR' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('settings about money', () => {
  let admin: Context;
  beforeAll(async () => {
    admin = await staff(['admin']);
  });
  afterEach(async () => {
    await db.currencyRate.deleteMany();
    await db.setting.deleteMany({ where: { key: { in: ['seller', 'invoicing', 'money', 'dunning'] } } });
  });
  const seller = {
    ...{
      legalName: 'Meterdesk GmbH',
      line1: 'Lindenufer 9',
      city: 'Berlin',
      postalCode: '10969',
      country: 'DE',
    },
    ...{ taxId: 'DE136695976', email: 'billing@meterdesk.test' },
    accounts: [
      { currency: 'EUR', holder: 'M', bank: 'B', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFF' },
    ],
  };

  it('have defaults, but for the seller', async () => {
    expect(await getBillingSettings(admin)).toEqual({
      ...{ seller: null, invoicing: { dueDays: 14, transferDays: 14 }, money: { baseCurrency: 'USD' } },
      dunning: { reduceAfterDays: 7, mailOnDays: [0, 3, 7, 14] },
    });
  });

  it('are kept and audited; a repeat writes nothing more', async () => {
    const before = await db.auditEvent.count({ where: { action: 'settings.change' } });
    for (let time = 1; time <= 2; time++) {
      await saveSeller(admin, seller);
      await saveInvoicing(admin, { dueDays: 30, transferDays: 7 });
      await saveMoney(admin, { baseCurrency: 'EUR' });
      await saveDunning(admin, { reduceAfterDays: 10, mailOnDays: [7, 0, 7, 3] });
    }
    expect(await readSeller()).toMatchObject({
      series: 'INV',
      accounts: [{ iban: 'DE89370400440532013000' }],
    });
    expect(await readBillingSetting('dunning')).toEqual({ reduceAfterDays: 10, mailOnDays: [0, 3, 7] });
    expect(await readBillingSetting('invoicing')).toEqual({ dueDays: 30, transferDays: 7 });
    expect(await readBillingSetting('money')).toEqual({ baseCurrency: 'EUR' });
    expect(await db.auditEvent.count({ where: { action: 'settings.change' } })).toBe(before + 4);
  });

  it('refuse what makes no sense, beside its field', async () => {
    const wrong = { ...seller, taxId: 'DE136695977' };
    await expect(saveSeller(admin, wrong)).rejects.toMatchObject({ fields: { taxId: 'taxId' } });
    const invoicing = { dueDays: -1, transferDays: 0 };
    await expect(saveInvoicing(admin, invoicing)).rejects.toMatchObject({
      fields: { dueDays: 'tooSmall?min=0', transferDays: 'tooSmall?min=1' },
    });
    for (const mailOnDays of [[], [0, Number.NaN], [91], [1.5], [-1]])
      await expect(saveDunning(admin, { reduceAfterDays: 7, mailOnDays })).rejects.toMatchObject({
        ...{ code: 'invalid', fields: { mailOnDays: expect.any(String) as string } },
      });
    await db.currencyRate.create({ data: { currency: 'EUR', validFrom: NOW, rate: '1.1', setAt: NOW } });
    await expect(saveMoney(admin, { baseCurrency: 'EUR' })).rejects.toMatchObject({ reason: 'ratesInBase' });
  });

  it('are for admins', async () => {
    for (const ctx of [await staff(['finance', 'agent']), await buyer('owner')])
      for (const act of [
        () => saveSeller(ctx, seller),
        () => saveInvoicing(ctx, { dueDays: 1, transferDays: 1 }),
        () => saveMoney(ctx, { baseCurrency: 'EUR' }),
        () => saveDunning(ctx, { reduceAfterDays: 1, mailOnDays: [0] }),
        () => getBillingSettings(ctx),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
