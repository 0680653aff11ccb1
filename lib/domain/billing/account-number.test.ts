import { describe, expect, it } from 'vitest';
import { SellerSetting } from './schema';
import { bic, iban, isIban } from './account-number';

describe('an account number', () => {
  it.each([
    'DE89370400440532013000',
    'GB82WEST12345698765432',
    'PL61109010140000071219812874',
    'EG380019000500000000263180002',
    'NO9386011117947',
  ])('%s is an IBAN', (value) => {
    expect(isIban(value)).toBe(true);
  });
  it.each(['DE89370400440532013001', 'DE00', '', 'XX', 'GB82WEST1234569876543Ö', `DE89${'3'.repeat(40)}`])(
    '%s is none',
    (value) => {
      expect(isIban(value)).toBe(false);
    },
  );
  it('is kept without blanks, in capitals', () => {
    expect(iban.parse('de89 3704 0044 0532 0130 00')).toBe('DE89370400440532013000');
    expect(bic.parse('cobadeff xxx')).toBe('COBADEFFXXX');
    expect(bic.safeParse('COBA').success).toBe(false);
  });
});

describe('the seller', () => {
  const seller = {
    ...{ legalName: 'Meterdesk', line1: 'Street 1', city: 'Berlin', postalCode: '10115', country: 'de' },
    ...{ taxId: '', email: 'Billing@Meterdesk.test' },
  };
  const account = {
    currency: 'EUR',
    holder: 'M',
    bank: 'B',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFF',
  };
  it('has defaults where nothing has to be said', () => {
    expect(SellerSetting.parse(seller)).toMatchObject({
      ...{ country: 'DE', taxId: null, accounts: [], series: 'INV', creditSeries: 'CN', region: '' },
    });
  });
  it.each([
    [{ accounts: [account, account] }, 'accounts.1.currency'],
    [{ accounts: [{ ...account, iban: 'DE89370400440532013001' }] }, 'accounts.0.iban'],
    [{ series: 'CN' }, 'creditSeries'],
    [{ series: 'inv-1' }, 'series'],
    [{ country: 'Germany' }, 'country'],
    [{ email: '' }, 'email'],
  ])('is refused with %j', (over, path) => {
    const result = SellerSetting.safeParse({ ...seller, ...over });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});
