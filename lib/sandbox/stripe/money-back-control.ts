import type Stripe from 'stripe';
import { HttpRefusal, json, requireOwnOrigin, type Incoming, type Reply, type Route } from '../http';
import { disputeOf, end, newDispute } from './disputes';
import { queueEvents } from './events';
import { refundOutcomes } from './records';
import { keepRefund, newRefund, refundsOf } from './refunds';
import type { StripeStore } from './store';

interface World {
  store: StripeStore;
  now: () => Date;
  wake: () => void;
}

const refuse = (message: string, status = 400) => new HttpRefusal(json({ error: message }, status));

function given(request: Incoming): Record<string, unknown> {
  requireOwnOrigin(request);
  const value: unknown = JSON.parse(request.body || '{}');
  if (typeof value !== 'object' || value === null) throw refuse('the body must be a JSON object');
  return { ...value };
}

/** What banks and people at Stripe do with money that was paid, for tests and demos. */
export function moneyBackControl({ store, now, wake }: World): Route[] {
  const seconds = () => Math.floor(now().getTime() / 1_000);
  const world = { store, now, publicUrl: () => store.publicUrl };

  const chargeOf = (body: Record<string, unknown>) => {
    const found = store.chargeOf(String(body.paymentIntent));
    if (!found) throw refuse('no such charge', 404);
    return found;
  };
  const amountOf = (value: unknown, charge: Stripe.Charge) =>
    typeof value === 'number' ? value : charge.amount;

  const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

  /** The next refund's outcome. */
  function next(request: Incoming): Reply {
    const outcome = refundOutcomes.find((one) => one === given(request).outcome) ?? null;
    return json(store.saveSettings({ nextRefund: outcome }));
  }

  /** Somebody refunds on Stripe's own pages. */
  function refund(request: Incoming): Reply {
    const body = given(request);
    const { ownerId, charge } = chargeOf(body);
    const made = newRefund(charge, {
      ...{ amount: amountOf(body.amount, charge), reason: 'requested_by_customer', metadata: {} },
      ...{ status: 'succeeded', created: seconds() },
    });
    store.changeTrail(ownerId, (draft) => keepRefund(draft, made, world));
    wake();
    return json(made);
  }

  /** A refund that was under way, or had succeeded, ends. */
  function finishRefund(request: Incoming): Reply {
    const outcome = given(request).outcome === 'fails' ? 'failed' : 'succeeded';
    const id = request.params.id ?? '';
    const owner = store.trails().find(([, trail]) => trail.refunds?.some((one) => one.id === id));
    if (!owner) throw refuse('no such refund', 404);
    store.changeTrail(owner[0], (draft) => {
      const found = draft.refunds?.find((one) => one.id === id);
      if (!found) return;
      found.status = outcome;
      if (outcome === 'failed') found.failure_reason = 'lost_or_stolen_card';
      const type = outcome === 'failed' ? 'refund.failed' : 'refund.updated';
      queueEvents(draft, [[type, found]], store.settings, now());
    });
    wake();
    return json(refundsOf(store).find((one) => one.id === id));
  }

  /** A cardholder disputes a charge. */
  function dispute(request: Incoming): Reply {
    const body = given(request);
    const { ownerId, charge } = chargeOf(body);
    const isInquiry = body.inquiry === true;
    const amount = amountOf(body.amount, charge);
    const made = newDispute(charge, {
      ...{ amount, currency: textOf(body.currency) ?? charge.currency, isInquiry, created: seconds() },
      settled: {
        amount: amountOf(body.settledAmount ?? amount, charge),
        currency: textOf(body.settledCurrency) ?? charge.currency,
      },
      reason: textOf(body.reason) ?? 'fraudulent',
    });
    store.changeTrail(ownerId, (draft) => {
      const disputed = draft.charges.find(({ id }) => id === charge.id);
      if (disputed && !isInquiry) disputed.disputed = true;
      draft.disputes = [...(draft.disputes ?? []), made];
      queueEvents(
        draft,
        isInquiry
          ? [['charge.dispute.created', made]]
          : [
              ['charge.dispute.created', made],
              ['charge.dispute.funds_withdrawn', made],
            ],
        store.settings,
        now(),
      );
    });
    wake();
    return json(made);
  }

  /** The bank decides. */
  function closeDispute(request: Incoming): Reply {
    const outcome = given(request).outcome === 'won' ? 'won' : 'lost';
    const found = disputeOf(store, request.params.id ?? '');
    if (!found) throw refuse('no such dispute', 404);
    store.changeTrail(found.ownerId, (draft) => {
      const open = draft.disputes?.find(({ id }) => id === found.dispute.id);
      if (open) queueEvents(draft, end(open, outcome, now()), store.settings, now());
    });
    wake();
    return json(disputeOf(store, found.dispute.id)?.dispute);
  }

  return [
    { method: 'POST', path: '/sandbox/refunds/next', handle: next },
    { method: 'POST', path: '/sandbox/refunds', handle: refund },
    { method: 'GET', path: '/sandbox/refunds', handle: () => json({ refunds: refundsOf(store) }) },
    { method: 'POST', path: '/sandbox/refunds/:id/finish', handle: finishRefund },
    { method: 'POST', path: '/sandbox/disputes', handle: dispute },
    { method: 'POST', path: '/sandbox/disputes/:id/close', handle: closeDispute },
  ];
}
