import { type AccountLine, accounts } from '@/lib/domain/invoices/accounts';
import type { BalanceLine } from '@/lib/integrations/stripe/balance';

export const PROVIDER = 'stripe';
const cash = accounts.cash(PROVIDER);
/** Where payouts arrive. One that is on its way is in the books already, as a deposit that the bank's list does not show yet. */
const bank = accounts.cash('bank_transfer');

/** What Stripe kept with a transaction; one that is a fee by itself carries it as its amount. */
export const feeOf = ({ kind, settled }: BalanceLine): bigint =>
  kind === 'fee' ? settled.feeMinor - settled.amountMinor : settled.feeMinor;

/** What was paid in one currency and is kept in another; null where it is the same. */
export const exchangedOf = ({ amountMinor, currency, settled }: BalanceLine): Exchanged =>
  currency === settled.currency ? null : { amountMinor, currency };
export type Exchanged = { amountMinor: bigint; currency: string } | null;

/**
 * What a transaction moves beside the payment, the refund or the dispute that it is of, which are posted by themselves: its
 * fee, the exchange, and the way to the bank. Nothing of what is `other`.
 */
export function postingOf(line: BalanceLine, feeMinor: bigint, exchanged: Exchanged): AccountLine[] {
  const { amountMinor, currency } = line.settled;
  const pair = (debit: string, credit: string, minor: bigint, of = currency): AccountLine[] => [
    { account: debit, amountMinor: minor, currency: of },
    { account: credit, amountMinor: -minor, currency: of },
  ];
  if (line.kind === 'other') return [];
  return [
    ...pair(accounts.fees, cash, feeMinor),
    ...(line.kind === 'payout' ? pair(cash, bank, amountMinor) : []),
    ...(exchanged ? pair(accounts.exchange, cash, exchanged.amountMinor, exchanged.currency) : []),
    ...(exchanged ? pair(cash, accounts.exchange, amountMinor) : []),
  ].filter((one) => one.amountMinor !== 0n);
}

/** What a posting does to the cash at the provider, by currency. */
export function cashOf(lines: readonly AccountLine[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { account, amountMinor, currency } of lines)
    if (account === cash) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  return sums;
}
