import type Stripe from 'stripe';
import { randomId } from '../ids';
import type { ApiPart, ApiWorld, Change } from './api-part';
import { type Emission, queueEvents } from './events';
import { StripeFault, invalidParam, missingResource } from './faults';
import type { Params } from './params';
import type { Trail } from './records';
import type { StripeStore } from './store';
import { page } from './views';

export const refundsOf = (store: StripeStore): Stripe.Refund[] =>
  store.trails().flatMap(([, trail]) => trail.refunds ?? []);

/** Refunds of charges: part or whole, until nothing is left. */
export function refundApi(world: ApiWorld, loseAnswers: () => void): ApiPart {
  const { store } = world;
  return {
    reads: {
      '/v1/refunds/:id': (request, params) => {
        params.allow('expand');
        const id = request.params.id ?? '';
        const found = refundsOf(store).find((refund) => refund.id === id);
        if (!found) throw missingResource('refund', id);
        return found;
      },
      '/v1/refunds': (_request, params) => {
        params.allow('payment_intent', 'charge', 'limit', 'starting_after', 'created');
        const wanted = ['payment_intent', 'charge'] as const;
        const rows = refundsOf(store).filter((refund) =>
          wanted.every((key) => [null, refund[key]].includes(params.text(key))),
        );
        return page(rows.reverse(), params, '/v1/refunds');
      },
    },
    writes: {
      '/v1/refunds': (_request, params) => create(world, params, loseAnswers),
    },
  };
}

function create(world: ApiWorld, params: Params, loseAnswers: () => void): Change {
  const { store } = world;
  params.allow('payment_intent', 'amount', 'reason', 'metadata', 'expand');
  const outcome = store.settings.nextRefund;
  if (outcome === 'unreachable')
    throw new StripeFault(503, { type: 'api_error', message: 'Nobody answers.' });
  const intentId = params.required('payment_intent');
  const found = store.chargeOf(intentId);
  if (!found) throw missingResource('payment_intent', intentId, 'payment_intent');
  if (outcome === 'refused') store.saveSettings({ nextRefund: null });
  if (outcome === 'refused' || found.charge.disputed)
    throw invalidParam('charge', 'This charge has been charged back.', 'charge_disputed');
  const amount = checkAmount(found.charge, params.integer('amount'));
  const refund = newRefund(found.charge, {
    ...{ amount, reason: params.text('reason'), metadata: params.metadata() },
    status: outcome === 'pending' ? 'pending' : 'succeeded',
    created: Math.floor(world.now().getTime() / 1_000),
  });
  return {
    value: refund,
    commit: (replies) => {
      store.changeTrail(found.ownerId, (draft) => {
        draft.replies.push(...replies);
        keepRefund(draft, refund, world);
      });
      store.saveSettings({ nextRefund: null });
      if (outcome === 'lost') loseAnswers();
    },
  };
}

function checkAmount(charge: Stripe.Charge, wanted: number | null): number {
  const left = charge.amount - charge.amount_refunded;
  if (left === 0)
    throw invalidParam('charge', 'The charge has already been refunded.', 'charge_already_refunded');
  const amount = wanted ?? left;
  if (amount <= 0 || amount > left)
    throw invalidParam(
      'amount',
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
    );
  return amount;
}

/** Keeps a refund with its charge and tells of it. */
export function keepRefund(draft: Trail, refund: Stripe.Refund, world: ApiWorld): void {
  const charge = draft.charges.find(({ id }) => id === refund.charge);
  if (!charge) throw new Error('a refund without its charge');
  charge.amount_refunded += refund.amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  draft.refunds = [...(draft.refunds ?? []), refund];
  const emissions: Emission[] = [
    ['refund.created', refund],
    ['charge.refunded', charge],
  ];
  queueEvents(draft, emissions, world.store.settings, world.now());
}

export function newRefund(
  charge: Stripe.Charge,
  given: {
    amount: number;
    reason: string | null;
    metadata: Record<string, string>;
    status: 'pending' | 'succeeded';
    created: number;
  },
): Stripe.Refund {
  return {
    id: randomId('re_3', 23),
    object: 'refund',
    amount: given.amount,
    balance_transaction: randomId('txn_3', 23),
    charge: charge.id,
    created: given.created,
    currency: charge.currency,
    customer: typeof charge.customer === 'string' ? charge.customer : null,
    metadata: given.metadata,
    payment_intent: typeof charge.payment_intent === 'string' ? charge.payment_intent : null,
    reason: given.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: given.status,
    transfer_reversal: null,
  } as Stripe.Refund;
}
