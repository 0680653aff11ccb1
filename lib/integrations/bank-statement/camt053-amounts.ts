import { z } from 'zod';
import { currencyDigits, moneyToDecimal } from '@/lib/core/money';
import { dayOf, refused } from './statement';

/** An amount as ISO 20022 writes it: a decimal above zero and its currency. */
export const Amount = z.object({ '#text': z.string(), '@Ccy': z.string().regex(/^[A-Z]{3}$/) });

/** `1518.44` EUR → 151844; refused when it is no decimal of the currency. */
export function minorOf({ '#text': text, '@Ccy': currency }: z.output<typeof Amount>): bigint {
  const digits = currencyDigits[currency] ?? 2;
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text);
  const rest = (match?.[2] ?? '').replace(/0+$/, '');
  if (!match || rest.length > digits) throw refused('statementAmount', { amount: text.slice(0, 40) });
  return BigInt(`${match[1]}${rest.padEnd(digits, '0')}`);
}

/** `2026-11-20` or an instant → the day; refused when there is none. */
export function readDay(text: string | undefined): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text ?? '');
  const day = match && dayOf(match[1] ?? '', match[2] ?? '', match[3] ?? '');
  if (!day) throw refused('statementDay', { day: (text ?? '').slice(0, 40) });
  return day;
}

/** An amount as a refusal says it: `864.00 EUR`. */
export const amountText = (minor: bigint, currency: string): string =>
  `${moneyToDecimal(minor, currency)} ${currency}`;
