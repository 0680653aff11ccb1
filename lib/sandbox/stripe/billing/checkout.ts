import { behaviourOf, type Card } from '../cards';
import { queueEvents } from '../events';
import type { PayResult } from '../payment';
import { declineMessage, newIntent, type Payer } from '../payment-objects';
import type { CheckoutRecord } from '../records';
import { newMethod } from '../saved-cards';
import { customerDetails } from '../session-object';
import type { StripeStore } from '../store';
import { advance } from './advance';
import { redeem, start } from './start';
import { BillingWork } from './work';

interface World {
  store: StripeStore;
  now: () => Date;
}

const outcomeOf = (isTrial: boolean) => (isTrial ? undefined : ('succeeds' as const));

/** Somebody gives a card on the page of a subscription: it starts with its first invoice paid, or not at all. */
export function subscribe(world: World, sessionId: string, payer: Payer, card: Card): PayResult {
  const { store } = world;
  const record = store.checkouts.get(sessionId);
  if (record?.session.status !== 'open' || !record.plan) return 'closed';
  const behaviour = behaviourOf(card.number);
  const isTrial = record.plan.trialDays !== null;
  if (behaviour === 'declines') return refuse(world, record, declineMessage);
  if ((behaviour === 'saves' || behaviour === 'short') && !isTrial)
    return refuse(world, record, declineMessage);
  const seconds = Math.floor(world.now().getTime() / 1_000);
  const saved = newMethod(card, payer, String(record.session.customer), seconds);
  store.saveMethod(saved);
  const details = customerDetails(payer.email, payer.name);
  if (behaviour === 'confirms' && !isTrial) {
    store.changeCheckout(sessionId, (draft) => {
      if (draft.plan) draft.plan.methodId = saved.method.id;
      draft.session.customer_details = details;
      draft.intent = waiting(draft, seconds);
    });
    return 'confirm';
  }
  store.changeCheckout(sessionId, (draft) => (draft.session.customer_details = details));
  return begin(world, sessionId, saved.method.id);
}

/** The bank's answer to a card that wanted its owner. */
export function authenticateSubscription(world: World, sessionId: string, passed: boolean): PayResult {
  const record = world.store.checkouts.get(sessionId);
  if (record?.session.status !== 'open' || record.intent?.status !== 'requires_action') return 'closed';
  if (!passed) {
    const message = 'We could not confirm this payment with your bank. Try again or use another card.';
    return refuse(world, record, message);
  }
  const methodId = record.plan?.methodId ?? null;
  world.store.changeCheckout(sessionId, (draft) => (draft.intent = null));
  return methodId ? begin(world, sessionId, methodId) : 'closed';
}

const waiting = ({ session, plan }: CheckoutRecord, nowSeconds: number) => ({
  ...newIntent({
    ...{
      amount: session.amount_total ?? 0,
      currency: plan?.currency ?? 'usd',
      customer: String(session.customer),
    },
    ...{ description: null, metadata: {}, receiptEmail: null, nowSeconds },
  }),
  status: 'requires_action' as const,
});

function refuse({ store, now }: World, record: CheckoutRecord, message: string): PayResult {
  store.changeCheckout(record.session.id, (draft) => {
    draft.intent = {
      ...waiting(draft, Math.floor(now().getTime() / 1_000)),
      status: 'requires_payment_method',
    };
    draft.intent.last_payment_error = {
      ...{ type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message },
    };
  });
  return 'declined';
}

/** The subscription is written before the session tells of it: a crash between leaves a session that can be paid again. */
function begin({ store, now }: World, sessionId: string, methodId: string): PayResult {
  const record = store.checkouts.get(sessionId);
  if (!record?.plan) return 'closed';
  const { plan, session } = record;
  const work = new BillingWork(store, String(session.customer), now());
  advance(work, work.at);
  const { sub } = start(work, {
    ...{
      priceId: plan.priceId,
      quantity: plan.quantity,
      metadata: plan.metadata,
      description: plan.description,
    },
    ...{ couponIds: plan.couponIds, methodId, missingMethod: 'create_invoice' },
    trialEnd: plan.trialDays === null ? null : work.at + plan.trialDays * 86_400,
    outcome: outcomeOf(plan.trialDays !== null),
  });
  work.commit();
  redeem(work, plan.couponIds);
  store.changeCheckout(sessionId, (draft) => {
    Object.assign(draft.session, {
      ...{
        subscription: sub.id,
        invoice: sub.latestInvoice,
        status: 'complete',
        url: null,
        payment_intent: null,
      },
      payment_status: session.amount_total === 0 ? 'no_payment_required' : 'paid',
    });
    draft.intent = null;
    queueEvents(draft, [['checkout.session.completed', draft.session]], store.settings, now());
  });
  return 'paid';
}
