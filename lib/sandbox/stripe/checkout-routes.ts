import { redirect, requireOwnOrigin, type Incoming, type Reply, type Route } from '../http';
import { behaviourOf, checkPayForm, type Card, type PayForm } from './cards';
import { closedPage, confirmPage, payPage } from './checkout-page';
import { authenticate, expire, pay, type PayResult } from './payment';
import { declineMessage, type Payer } from './payment-objects';
import type { CheckoutRecord } from './records';
import { authenticateSubscription, subscribe } from './billing/checkout';
import { saveCard } from './saved-cards';
import type { StripeStore } from './store';

interface CheckoutWorld {
  store: StripeStore;
  now: () => Date;
  /** Called when events may have been queued. */
  wake: () => void;
}

function successUrl({ session }: CheckoutRecord): string {
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function lastError({ intent }: CheckoutRecord): string | null {
  return intent?.status === 'requires_payment_method' ? (intent.last_payment_error?.message ?? null) : null;
}

/** Stripe asks nobody for an address that it knows: the session's, or its customer's. */
function knownEmail(store: StripeStore, { session }: CheckoutRecord): string | null {
  const customer = typeof session.customer === 'string' ? store.customers.get(session.customer) : undefined;
  return session.customer_email ?? customer?.customer.email ?? null;
}

const emptyForm = (email: string | null): PayForm => ({
  ...{ email: email ?? '', cardNumber: '', cardExpiry: '', cardCvc: '', billingName: '' },
});

function readForm(body: string, email: string | null): PayForm {
  const form = new URLSearchParams(body);
  const read = (name: keyof PayForm) => (form.get(name) ?? '').slice(0, 254);
  return {
    email: email ?? read('email'),
    cardNumber: read('cardNumber'),
    cardExpiry: read('cardExpiry'),
    cardCvc: read('cardCvc'),
    billingName: read('billingName'),
  };
}

/** The pages a buyer sees, as plain forms. */
export function checkoutRoutes(world: CheckoutWorld): Route[] {
  const { store, now } = world;

  /** The session as it stands this second: one whose time is up expires before anything is shown or paid. */
  function current(request: Incoming): CheckoutRecord | null {
    const id = request.params.id ?? '';
    const session = store.checkouts.get(id)?.session;
    if (session?.status === 'open' && session.expires_at * 1000 <= now().getTime()) {
      expire(world, id);
      world.wake();
    }
    return store.checkouts.get(id) ?? null;
  }

  function afterwards(result: PayResult, request: Incoming): Reply {
    world.wake();
    const record = current(request);
    if (!record) return closedPage(null);
    if (result === 'confirm') return redirect(`/checkout/${record.session.id}/authenticate`);
    if (record.session.status === 'complete') return redirect(successUrl(record));
    return redirect(`/checkout/${record.session.id}`);
  }

  function show(request: Incoming): Reply {
    const record = current(request);
    if (record?.session.status !== 'open') return closedPage(record);
    return payPage(record, {
      values: emptyForm(knownEmail(store, record)),
      errors: {},
      alert: lastError(record),
    });
  }

  function submit(request: Incoming): Reply {
    requireOwnOrigin(request);
    const record = current(request);
    if (record?.session.status === 'complete') return redirect(successUrl(record));
    if (record?.session.status !== 'open') return closedPage(record);
    const values = readForm(request.body, knownEmail(store, record));
    const checked = checkPayForm(values, now());
    const typed = { ...values, cardCvc: '' };
    if ('errors' in checked)
      return payPage(record, { values: typed, errors: checked.errors, alert: null }, 422);
    const payer = { email: values.email, name: values.billingName.trim() };
    if (record.session.mode === 'setup') return keepCard(record, payer, checked.card, typed, request);
    const result = (record.plan ? subscribe : pay)(world, record.session.id, payer, checked.card);
    if (result !== 'declined') return afterwards(result, request);
    world.wake();
    const declined = current(request) ?? record;
    return payPage(declined, { values: typed, errors: {}, alert: lastError(declined) }, 402);
  }

  /** A card that is refused here is not saved; one that is short of money later is. */
  function keepCard(
    record: CheckoutRecord,
    payer: Payer,
    card: Card,
    typed: PayForm,
    request: Incoming,
  ): Reply {
    if (behaviourOf(card.number) === 'declines')
      return payPage(record, { values: typed, errors: {}, alert: declineMessage }, 402);
    saveCard(world, record.session.id, payer, card);
    return afterwards('paid', request);
  }

  function showConfirmation(request: Incoming): Reply {
    const record = current(request);
    if (record?.session.status !== 'open') return closedPage(record);
    return record.intent?.status === 'requires_action'
      ? confirmPage(record)
      : redirect(`/checkout/${record.session.id}`);
  }

  function confirm(request: Incoming): Reply {
    requireOwnOrigin(request);
    const record = current(request);
    if (!record) return closedPage(null);
    const outcome = new URLSearchParams(request.body).get('outcome');
    const answer = record.plan ? authenticateSubscription : authenticate;
    return afterwards(answer(world, record.session.id, outcome === 'complete'), request);
  }

  return [
    { method: 'GET', path: '/checkout/:id', handle: show },
    { method: 'POST', path: '/checkout/:id', handle: submit },
    { method: 'GET', path: '/checkout/:id/authenticate', handle: showConfirmation },
    { method: 'POST', path: '/checkout/:id/authenticate', handle: confirm },
  ];
}
