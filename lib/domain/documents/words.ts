import { createTranslator } from 'use-intl/core';
import { formatDate, formatMoney } from '@/lib/core/format';
import type { PartyJson, TaxSumDto } from '@/lib/domain/invoices/schema';
import en from '@/messages/en/documents.json';

/** Documents are written in English alone so far; a second catalogue makes them follow the reader. */
export const language = 'en';
export const t = createTranslator({ locale: language, messages: en });

/** Name and address as lines, empty parts left out. */
export function partyLines(party: PartyJson): string[] {
  const lines = [party.name, party.line1, party.line2, ...townLines(party), countryName(party.country)];
  const { taxId, email } = party;
  return [...lines, ...(taxId ? [t('taxId', { taxId })] : []), email ?? ''].filter(Boolean);
}

/** Where the post wants the code behind the town; elsewhere it stands before it. */
const codeLast = new Set(['US', 'CA', 'AU', 'NZ', 'GB', 'IE', 'IN', 'EG', 'SA', 'AE', 'JO', 'KW', 'ZA']);

function townLines({ city, region, postalCode, country }: PartyJson): string[] {
  if (!codeLast.has(country)) return [[postalCode, city].filter(Boolean).join(' '), region];
  return [[[city, region].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ')];
}

const countries = new Intl.DisplayNames([language], { type: 'region' });

function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code;
}

export const span = (from: string, to: string) => t('span', { from: formatDate(from), to: formatDate(to) });

/** Basis points as a reader's percentage: 1900 is «19%», 775 is «7.75%». */
export const rateText = (bps: number) => `${bps / 100}%`;

/** What each rate came to: a line for each, named as the table of rates names it. */
export const taxTotals = (taxes: readonly TaxSumDto[], currency: string) =>
  taxes
    .filter(({ rateBps, name }) => rateBps > 0 || name)
    .map((tax) => ({
      label: t('total.tax', {
        name: tax.name || rateText(tax.rateBps),
        amount: formatMoney(tax.netMinor, currency),
      }),
      value: formatMoney(tax.taxMinor, currency),
    }));

/** What the law wants said where no tax was charged. */
export function taxNotes(taxes: readonly TaxSumDto[]): string[] {
  const has = (category: string) => taxes.some((tax) => tax.category === category);
  return [
    ...(has('AE') ? [t('note.reverseCharge')] : []),
    ...(has('E') ? [t('note.exempt')] : []),
    ...(has('O') ? [t('note.outside')] : []),
  ];
}

const methods = ['stripe', 'paymob', 'bank_transfer'] as const;

export function methodText(provider: string): string {
  const known = methods.find((one) => one === provider);
  return known ? t(`method.${known}`) : t('method.other', { provider });
}
