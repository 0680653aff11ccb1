import type Stripe from 'stripe';
import type { ApiPart, ApiWorld } from './api-part';
import { page } from './views';

type Source = Stripe.Charge | Stripe.Refund | Stripe.Dispute | Stripe.Payout;
type Movement = {
  id: string;
  type: string;
  amount: number;
  fee: number;
  currency: string;
  description?: string;
  source: Source | null;
  created: number;
};

// What the stand-in keeps of a charge: 2.9 % and 30 of the smallest unit. A refund does not bring it back.
const feeOf = (amount: number) => Math.round(amount * 0.029) + 30;
/** How long the money of a charge cannot be paid out. */
const pendingSeconds = 2 * 86_400;

const categories: Record<string, string> = {
  adjustment: 'dispute',
  stripe_fee: 'fee',
  payout_failure: 'payout_reversal',
};

/** What moved the balance: charges that were paid, refunds, disputes, payouts and what Stripe charged for; newest first. */
function movements({ store }: ApiWorld): Movement[] {
  const idOf = (id: string, own: unknown) => (typeof own === 'string' ? own : `txn_${id}`);
  const ofTrails = store.trails().flatMap(([, trail]): Movement[] => [
    ...trail.charges
      .filter(({ paid }) => paid)
      .map((charge) => ({
        ...{ id: idOf(charge.id, charge.balance_transaction), type: 'charge', created: charge.created },
        ...{ amount: charge.amount, fee: feeOf(charge.amount), currency: charge.currency, source: charge },
      })),
    ...(trail.refunds ?? [])
      .filter(({ status }) => status === 'succeeded' || status === 'pending')
      .map((refund) => ({
        ...{ id: idOf(refund.id, refund.balance_transaction), type: 'refund', created: refund.created },
        ...{ amount: -refund.amount, fee: 0, currency: refund.currency, source: refund },
      })),
    ...(trail.disputes ?? []).flatMap((dispute) =>
      dispute.balance_transactions.map(({ id, amount, fee, currency, created }) => ({
        ...{ id, amount, fee, currency, created, type: 'adjustment', source: dispute },
      })),
    ),
  ]);
  const ofStripe = [...store.balance.values()].map(({ payout, replies: _, ...own }): Movement => ({
    ...own,
    fee: 0,
    source: payout,
  }));
  return [...ofTrails, ...ofStripe].sort((a, b) => b.created - a.created);
}

const availableOn = ({ type, created }: Movement) => (type === 'charge' ? created + pendingSeconds : created);

function viewOf(row: Movement, withSource: boolean, seconds: number) {
  const { id, type, amount, fee, currency, source, created, description = null } = row;
  const available = availableOn(row);
  return {
    ...{ id, object: 'balance_transaction', type, amount, fee, net: amount - fee, currency, created },
    ...{ available_on: available, balance_type: 'payments', description, exchange_rate: null },
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    ...{
      reporting_category: categories[type] ?? type,
      status: available > seconds ? 'pending' : 'available',
    },
    source: withSource ? source : (source?.id ?? null),
  };
}

/** What is held, by currency: what can be paid out, and what waits. */
function balanceOf(world: ApiWorld) {
  const seconds = world.now().getTime() / 1_000;
  const held = (isPending: boolean) => {
    const sums = new Map<string, number>();
    for (const row of movements(world)) {
      const isOwn = availableOn(row) > seconds === isPending;
      sums.set(row.currency, (sums.get(row.currency) ?? 0) + (isOwn ? row.amount - row.fee : 0));
    }
    return [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  };
  return { object: 'balance', available: held(false), livemode: false, pending: held(true) };
}

/** The list that a reconciliation reads, its sources with it when they are asked for; and the sums of it. */
export function balanceApi(world: ApiWorld): ApiPart {
  return {
    reads: {
      '/v1/balance': (_request, params) => {
        params.allow();
        return balanceOf(world);
      },
      '/v1/balance_transactions': (_request, params) => {
        params.allow('created', 'limit', 'starting_after', 'expand', 'type');
        const created = params.object('created')?.allow('gte', 'lt');
        const [from, to] = [created?.integer('gte') ?? 0, created?.integer('lt') ?? Number.MAX_SAFE_INTEGER];
        const withSource = params.texts('expand').includes('data.source');
        const type = params.text('type');
        const rows = movements(world)
          .filter((row) => row.created >= from && row.created < to)
          .filter((row) => type === null || row.type === type);
        const seconds = world.now().getTime() / 1_000;
        return page(
          rows.map((row) => viewOf(row, withSource, seconds)),
          params,
          '/v1/balance_transactions',
        );
      },
    },
  };
}
