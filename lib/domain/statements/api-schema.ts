import { z } from 'zod';
import { Currency } from '@/lib/core/money';
import { movementKinds } from './schema';

const money = (about: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .describe(`${about}, a decimal in the statement's currency`);
const credits = (about: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .describe(`${about}, credits with at most six decimals`);

const day = (about: string) => z.iso.date().describe(about);

/** Checked whole by the statement itself: an order of days, and how many. */
export const StatementQuery = z.object({
  from: day('The first day, in UTC'),
  to: day('The last day, in UTC'),
});

export const ApiStatement = z.object({
  ...StatementQuery.shape,
  currency: Currency.describe('The currency, as ISO 4217 has it'),
  money: z
    .object({
      opening: money('What was owed before the first day; below zero what was the customer’s'),
      movements: z
        .array(
          z.object({
            at: z.iso.datetime().describe('When it happened'),
            kind: z.enum(movementKinds).describe('What moved the account'),
            reference: z.string().describe('The number of the document, or the reference of the payment'),
            provider: z.string().nullable().describe('How it was paid; null for documents'),
            amount: money('What is owed more by it'),
            balance: money('What is owed after it'),
          }),
        )
        .describe('Every movement, in order'),
      closing: money('What is owed after the last day'),
    })
    .describe('The account in money'),
  credits: z
    .object({
      opening: credits('The balance before the first day'),
      movements: z
        .array(
          z.object({
            at: z.iso.datetime().describe('When it happened'),
            kind: z.string().describe('What kind of movement it is'),
            service: z.string().nullable().describe('The code of the service; null for none'),
            reference: z.string().nullable().describe('What the caller called the work; null for nothing'),
            amount: credits('What came, below zero what went'),
            balance: credits('The balance after it'),
          }),
        )
        .describe('Every movement, in order'),
      closing: credits('The balance after the last day'),
    })
    .describe('The account in credits'),
});
export type ApiStatement = z.output<typeof ApiStatement>;
