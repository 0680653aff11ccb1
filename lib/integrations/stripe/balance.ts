import type Stripe from 'stripe';
import { appMark, callStripe } from './client';

const PAGE = 100;

/** What moved the balance; what came in is above zero. `other`: a reserve, a top-up and what else is nobody's payment. */
export type BalanceLine = {
  id: string;
  kind: 'payment' | 'refund' | 'dispute' | 'payout' | 'fee' | 'other';
  /** A payment intent, a refund, a dispute or a payout: what our own rows keep of it. */
  key: string;
  /** The payment that it belongs to, by every name that it may have here: our reference, or the payment intent. */
  belongsTo: string[];
  /** As whoever paid or was paid has it. */
  amountMinor: bigint;
  currency: string;
  /** As the balance has it: in another currency where Stripe exchanged it. Its fee is below zero when it is given back. */
  settled: { amountMinor: bigint; feeMinor: bigint; currency: string };
  /** Of a dispute: what Stripe kept for it so far, over all its transactions. */
  disputeFeeMinor: bigint;
  at: Date;
  /** Of a payout: the day that it is to be at the bank. */
  arrivesAt: Date | null;
  text: string;
};

type Source = Exclude<Stripe.BalanceTransaction['source'], string | null>;
type Found = Pick<BalanceLine, 'kind' | 'key' | 'text' | 'belongsTo'> & {
  app?: string | undefined;
  paid?: { amount: number; currency: string };
  disputeFee?: number;
  arrival?: number;
};

const idOf = (value: string | { id: string } | null): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

const named = (name: string | null | undefined): string[] => (name ? [name] : []);

/** https://docs.stripe.com/reports/reporting-categories: what Stripe charges for by itself, not with a payment. */
const feeCategories = new Set(['fee', 'tax', 'network_cost']);

/** A transaction's own words, where it is about no object of a customer's. */
function bare({ id, type, description, reporting_category: category }: Stripe.BalanceTransaction): Found {
  const kind = feeCategories.has(category) ? 'fee' : 'other';
  return { kind, key: id, text: description ?? type, belongsTo: [] };
}

/** What a transaction is about. */
function sourceOf(transaction: Stripe.BalanceTransaction): Found {
  const { source } = transaction;
  if (source === null || typeof source === 'string') return bare(transaction);
  if (source.object === 'charge')
    return {
      ...{ kind: 'payment', key: idOf(source.payment_intent) ?? source.id },
      ...{ text: source.description ?? '', app: source.metadata.app, paid: source },
      belongsTo: named(source.metadata.reference),
    };
  if (source.object === 'payout') {
    const text = [source.id, source.statement_descriptor].filter(Boolean).join(' · ');
    return { kind: 'payout', key: source.id, text, belongsTo: [], arrival: source.arrival_date };
  }
  return moneyBack(source) ?? bare(transaction);
}

/** A refund or a dispute; null for anything else. */
function moneyBack(source: Source): Found | null {
  const belongsTo = 'payment_intent' in source ? named(idOf(source.payment_intent)) : [];
  if (source.object === 'refund') {
    const [app, text] = [source.metadata?.app, source.reason ?? ''];
    return { kind: 'refund', key: source.id, text, app, belongsTo, paid: source };
  }
  if (source.object !== 'dispute') return null;
  const disputeFee = source.balance_transactions.reduce((sum, { fee }) => sum + fee, 0);
  const { id: key, reason: text, metadata } = source;
  return { kind: 'dispute', key, text, app: metadata.app, belongsTo, paid: source, disputeFee };
}

function lineOf(transaction: Stripe.BalanceTransaction, found: Found): BalanceLine {
  const { kind, key, text, belongsTo, paid, disputeFee = 0, arrival } = found;
  const settled = {
    amountMinor: BigInt(transaction.amount),
    feeMinor: BigInt(transaction.fee),
    currency: transaction.currency.toUpperCase(),
  };
  const currency = paid?.currency.toUpperCase() ?? settled.currency;
  const sign = transaction.amount < 0 ? -1n : 1n;
  return {
    ...{ id: transaction.id, kind, key, text, belongsTo, currency, settled },
    amountMinor: currency === settled.currency || !paid ? settled.amountMinor : sign * BigInt(paid.amount),
    disputeFeeMinor: BigInt(disputeFee),
    at: new Date(transaction.created * 1_000),
    arrivesAt: arrival ? new Date(arrival * 1_000) : null,
  };
}

/**
 * Everything that moved the balance at Stripe in [from, to), oldest first: what customers paid and got back, what Stripe
 * kept, and what it paid out. What names another program on the same account is left out; what names none is told, for
 * somebody to look at. Throws `provider_unavailable`. Source: https://docs.stripe.com/api/balance_transactions/list
 */
export async function listBalance({ from, to }: { from: Date; to: Date }): Promise<BalanceLine[]> {
  const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);
  return callStripe(async (stripe) => {
    const lines: BalanceLine[] = [];
    const created = { gte: seconds(from), lt: seconds(to) };
    const all = stripe.balanceTransactions.list({ created, limit: PAGE, expand: ['data.source'] });
    for await (const transaction of all) {
      const found = sourceOf(transaction);
      if (!found.app || found.app === appMark) lines.push(lineOf(transaction, found));
    }
    return lines.toReversed();
  });
}

/**
 * What Stripe holds for us now by currency, in minor units: what can be paid out and what is on its way there. Throws
 * `provider_unavailable`. Source: https://docs.stripe.com/api/balance/balance_retrieve
 */
export async function readBalance(): Promise<Map<string, bigint>> {
  const { available, pending } = await callStripe((stripe) => stripe.balance.retrieve());
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of [...available, ...pending]) {
    const key = currency.toUpperCase();
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount));
  }
  return sums;
}
