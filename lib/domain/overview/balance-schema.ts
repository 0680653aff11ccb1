import { z } from 'zod';

const credits = z
  .string()
  .regex(/^-?\d+(\.\d{1,6})?$/)
  .describe('Credits, a decimal of at most six places');
const instant = z.iso.datetime();

/** What another program reads of a wallet. */
export const BalanceAnswer = z.object({
  balance: credits.describe('Everything in the wallet, what is held included'),
  held: credits.describe('Set aside by holds'),
  available: credits.describe('What can be spent now'),
  allowance: z
    .object({ tier: z.string(), used: credits, total: credits, resetsAt: instant })
    .nullable()
    .describe('What the tier gives each period; null without a tier'),
  lots: z
    .array(
      z.object({
        id: z.string(),
        source: z.string(),
        granted: credits,
        remaining: credits,
        effectiveAt: instant,
        expiresAt: instant.nullable(),
      }),
    )
    .describe('Where the credits come from, in the order in which they are drawn'),
  forecast: z.object({
    pacePerDay: credits.describe('Use a day over the last 30 days'),
    runsOutAt: instant.nullable().describe('When nothing is left at this pace; null without use'),
  }),
});
export type BalanceAnswer = z.output<typeof BalanceAnswer>;
