import { z } from 'zod';
import { countryCodes } from './schema.countries';
import { Currency, currencyDigits } from '@/lib/core/money';
import { email, line } from '@/lib/core/text';
import { bic, iban } from './account-number';

/** ISO 3166-1 alpha-2, in capitals. */
export const Country = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => countryCodes.includes(code), 'country');

const blank = (max: number) => line(max, 0).default('');
const optionalLine = (max: number) =>
  blank(max)
    .nullable()
    .transform((value) => value || null);
const optionalEmail = z.preprocess((value) => (value === '' ? null : value), email.nullable().default(null));

const address = {
  line1: line(120),
  line2: blank(120),
  city: line(80),
  region: blank(80),
  postalCode: blank(20),
  country: Country,
};

/** The buyer as it stands on the invoices of an organisation. */
export const SaveBillingProfileInput = z.object({
  legalName: line(160),
  ...address,
  taxId: optionalLine(40),
  isBusiness: z.boolean().default(true),
  /** Where invoices go; empty: to owners and billing members. */
  email: optionalEmail,
  paper: z.enum(['a4', 'letter']).default('a4'),
});

/** Every currency that prices may stand in. */
export const currencies: readonly string[] = Object.keys(currencyDigits);

export const ChooseCurrencyInput = z.object({ currency: Currency });

export type BillingProfileDto = z.output<typeof SaveBillingProfileInput> & {
  /** Null until it was saved once: what stands here then is a suggestion. */
  updatedAt: string | null;
  currency: string;
  /** Those in which something is sold. */
  currencies: string[];
  /** Something was paid or invoiced in it. */
  isCurrencyFixed: boolean;
};

/** An account to transfer to; the customer sees the one in their currency. */
export const BankAccount = z.object({
  currency: Currency,
  holder: line(120),
  bank: line(120),
  iban,
  bic,
});

// The code before the year in an invoice's number.
const series = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{0,9}$/, 'series');

/** The company that sells: the head of every invoice. */
export const SellerSetting = z
  .object({
    legalName: line(160),
    ...address,
    taxId: optionalLine(40),
    email,
    accounts: z.array(BankAccount).max(20).default([]),
    series: series.default('INV'),
    creditSeries: series.default('CN'),
  })
  .superRefine(({ series, creditSeries, accounts }, context) => {
    if (series === creditSeries)
      context.addIssue({ code: 'custom', path: ['creditSeries'], message: 'sameSeries' });
    for (const [index, { currency }] of accounts.entries())
      if (accounts.findIndex((one) => one.currency === currency) < index)
        context.addIssue({ code: 'custom', path: ['accounts', index, 'currency'], message: 'taken' });
  });
export type Seller = z.output<typeof SellerSetting>;

const days = (max: number) => z.int().min(0).max(max);

/** When an open invoice is due, and how long a transfer is awaited. */
export const InvoicingSetting = z.object({ dueDays: days(365), transferDays: days(365).min(1) });

/** The currency that reports may be read in beside their own. */
export const MoneySetting = z.object({ baseCurrency: Currency });

/** After how many unpaid days access is reduced, and on which days of arrears a letter goes out. */
export const DunningSetting = z.object({
  reduceAfterDays: days(90),
  mailOnDays: z
    // What was typed and is no number, too: one message for the whole list.
    .array(z.number().or(z.nan()))
    .min(1)
    .max(10)
    .refine((list) => list.every((day) => days(90).safeParse(day).success), 'dayList')
    .transform((list) => [...new Set(list)].sort((a, b) => a - b)),
});

export const billingSettings = {
  seller: SellerSetting,
  invoicing: InvoicingSetting,
  money: MoneySetting,
  dunning: DunningSetting,
} as const;
export type BillingSettingKey = keyof typeof billingSettings;
export type BillingSetting<K extends BillingSettingKey> = z.output<(typeof billingSettings)[K]>;

export type BillingSettingsDto = {
  seller: Seller | null;
  invoicing: BillingSetting<'invoicing'>;
  money: BillingSetting<'money'>;
  dunning: BillingSetting<'dunning'>;
};
