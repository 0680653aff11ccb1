import type Stripe from 'stripe';
import type { ApiPart, ApiWorld } from './api-part';
import { page } from './views';

type Source = Stripe.Charge | Stripe.Refund | Stripe.Dispute;
type Movement = { id: string; type: string; amount: number; fee: number; source: Source; created: number };

// What the stand-in keeps of a charge: 2.9 % and 30 of the smallest unit.
const feeOf = (amount: number) => Math.round(amount * 0.029) + 30;

/** What moved the balance: charges that were paid, refunds, disputes; newest first. */
function movements({ store }: ApiWorld): Movement[] {
  const idOf = (id: Source['id'], own: unknown) => (typeof own === 'string' ? own : `txn_${id}`);
  return store
    .trails()
    .flatMap(([, trail]): Movement[] => [
      ...trail.charges
        .filter(({ paid }) => paid)
        .map((charge) => ({
          ...{ id: idOf(charge.id, charge.balance_transaction), type: 'charge', created: charge.created },
          ...{ amount: charge.amount, fee: feeOf(charge.amount), source: charge },
        })),
      ...(trail.refunds ?? [])
        .filter(({ status }) => status === 'succeeded' || status === 'pending')
        .map((refund) => ({
          ...{ id: idOf(refund.id, refund.balance_transaction), type: 'refund', created: refund.created },
          ...{ amount: -refund.amount, fee: 0, source: refund },
        })),
      ...(trail.disputes ?? []).flatMap((dispute) =>
        dispute.balance_transactions.map(({ id, amount, fee, created }) => ({
          ...{ id, amount, fee, created, type: 'adjustment', source: dispute },
        })),
      ),
    ])
    .sort((a, b) => b.created - a.created);
}

/** The list that a reconciliation reads; its sources come along when they are asked for. */
export function balanceApi(world: ApiWorld): ApiPart {
  return {
    reads: {
      '/v1/balance_transactions': (_request, params) => {
        params.allow('created', 'limit', 'starting_after', 'expand', 'type');
        const created = params.object('created')?.allow('gte', 'lt');
        const [from, to] = [created?.integer('gte') ?? 0, created?.integer('lt') ?? Number.MAX_SAFE_INTEGER];
        const withSource = params.texts('expand').includes('data.source');
        const rows = movements(world).filter((row) => row.created >= from && row.created < to);
        return page(
          rows.map(({ id, type, amount, fee, source, created: at }) => ({
            ...{ id, object: 'balance_transaction', type, amount, fee, net: amount - fee, created: at },
            ...{ available_on: at, currency: source.currency, description: null, exchange_rate: null },
            ...{ fee_details: [], reporting_category: type, status: 'available' },
            source: withSource ? source : source.id,
          })),
          params,
          '/v1/balance_transactions',
        );
      },
    },
  };
}
