import { z } from 'zod';
import { isInCalendar } from '@/lib/core/dates';
import { Currency } from '@/lib/core/money';
import type { PartyJson } from '@/lib/domain/invoices/schema';

const Day = z.iso.date().refine((day) => isInCalendar(Date.parse(`${day}T00:00:00Z`)), 'date');

const MOST_DAYS = 1_100;

/** Days of UTC, both of them in the range. The currency is the organisation's, unless said. */
export const StatementInput = z
  .object({ from: Day, to: Day, currency: Currency.optional() })
  .superRefine(({ from, to }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (days < 0) context.addIssue({ code: 'custom', path: ['to'], message: 'beforeStart' });
    if (days > MOST_DAYS) context.addIssue({ code: 'custom', path: ['to'], message: 'rangeTooLong' });
  });
export type StatementInput = z.input<typeof StatementInput>;

/** Where the page of each account begins: after the last movement of the one before. */
export const StatementCursors = z.object({
  money: z.string().max(120).optional(),
  credits: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export type StatementCursors = z.output<typeof StatementCursors>;
export type StatementPageInput = StatementInput & StatementCursors;

export const movementKinds = [
  'invoice',
  'void',
  'write_off',
  'owed_again',
  'credit_note',
  'payment',
  'refund',
  'chargeback',
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** One movement of the account in money: above zero the customer owes more. */
export type MoneyMovement = {
  at: string;
  kind: MovementKind;
  /** The number of a document, or a payment's reference. */
  reference: string;
  /** The provider of a payment or a refund. */
  provider: string | null;
  amountMinor: string;
  balanceMinor: string;
};

/** One operation of the wallet, all of its entries together. */
export type CreditMovement = {
  at: string;
  kind: string;
  serviceCode: string | null;
  /** What people call it. */
  service: string | null;
  reference: string | null;
  amountMicro: string;
  balanceMicro: string;
};

/** `opening` stands before the first day, `closing` after the last; between them every movement in order. */
export type StatementDto = {
  from: string;
  to: string;
  currency: string;
  organisation: string;
  seller: PartyJson;
  buyer: PartyJson;
  money: { openingMinor: string; movements: MoneyMovement[]; closingMinor: string };
  credits: { openingMicro: string; movements: CreditMovement[]; closingMicro: string };
};

/** A page of a statement: opening and closing are of the whole range, `next` is where each account goes on. */
export type StatementPageDto = StatementDto & { next: { money: string | null; credits: string | null } };
