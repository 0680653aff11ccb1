import type Stripe from 'stripe';
import { appMark, callStripe } from './client';

const PAGE = 100;

/** What moved the balance; what came in is above zero. */
export type BalanceLine = {
  id: string;
  kind: 'payment' | 'refund' | 'dispute';
  /** A payment intent, a refund or a dispute: what our own rows keep of it. */
  key: string;
  /** The payment that it belongs to, by every name that it may have here: our reference, or the payment intent. */
  belongsTo: string[];
  amountMinor: bigint;
  currency: string;
  at: Date;
  text: string;
};

type Found = Pick<BalanceLine, 'kind' | 'key' | 'text' | 'belongsTo'> & { app: string | undefined };

const idOf = (value: string | { id: string } | null): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

const named = (name: string | null | undefined): string[] => (name ? [name] : []);

/** What a transaction is about; null for payouts, fees and what else is no payment of a customer. */
function sourceOf({ source }: Stripe.BalanceTransaction): Found | null {
  if (source === null || typeof source === 'string') return null;
  if (source.object === 'charge')
    return {
      ...{ kind: 'payment', key: idOf(source.payment_intent) ?? source.id },
      ...{ text: source.description ?? '', app: source.metadata.app },
      belongsTo: named(source.metadata.reference),
    };
  const belongsTo = 'payment_intent' in source ? named(idOf(source.payment_intent)) : [];
  if (source.object === 'refund')
    return {
      kind: 'refund',
      key: source.id,
      text: source.reason ?? '',
      app: source.metadata?.app,
      belongsTo,
    };
  if (source.object === 'dispute')
    return { kind: 'dispute', key: source.id, text: source.reason, app: source.metadata.app, belongsTo };
  return null;
}

/**
 * Everything of customers that moved the balance at Stripe in [from, to), oldest first. What names another program on the
 * same account is left out; what names none is told, for somebody to look at. Throws `provider_unavailable`.
 * Source: https://docs.stripe.com/api/balance_transactions/list
 */
export async function listBalance({ from, to }: { from: Date; to: Date }): Promise<BalanceLine[]> {
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);
  return callStripe(async (stripe) => {
    const lines: BalanceLine[] = [];
    const created = { gte: seconds(from), lt: seconds(to) };
    const all = stripe.balanceTransactions.list({ created, limit: PAGE, expand: ['data.source'] });
    for await (const transaction of all) {
      const found = sourceOf(transaction);
      if (!found || (found.app && found.app !== appMark)) continue;
      const { app: _, ...about } = found;
      lines.push({
        ...about,
        id: transaction.id,
        amountMinor: BigInt(transaction.amount),
        currency: transaction.currency.toUpperCase(),
        at: new Date(transaction.created * 1_000),
      });
    }
    return lines.toReversed();
  });
}
