import { html, htmlPage } from '../html';
import { redirect, requireOwnOrigin, type Incoming, type Reply, type Route } from '../http';
import { type PaymobWorld, integrations } from './api';
import type { Intention, PaymentOutcome } from './records';
import { type Pay, newTransaction, signatureOf } from './transactions';

const names = { card: 'Card', wallet: 'Mobile wallet', instalments: 'Instalments' } as const;
type Method = keyof typeof names;
/** Paymob's own test cards. */
const goodCards = new Set(['5123456789012346', '5123450000000008', '4111111111111111']);

const amountOf = ({ amount }: Intention) => `EGP ${(amount / 100).toFixed(2)}`;
const methodsOf = (intention: Intention): Method[] =>
  (Object.keys(names) as Method[]).filter((method) => intention.integrations.includes(integrations[method]));

/** Pays an intention as its page does, and tells of it unless it is pending. */
export function pay(
  { store, deliveries, now }: PaymobWorld,
  intention: Intention,
  given: Omit<Pay, 'integration'>,
) {
  const transaction = newTransaction(
    store,
    intention,
    { ...given, integration: integrations[given.method] },
    now(),
  );
  store.saveSettings({ nextPayment: null });
  if (given.outcome !== 'pending') deliveries.tell(transaction);
  return transaction;
}

/** The unified checkout: what it is for, and a way to pay it. */
export function paymobPages(world: PaymobWorld & { secret: string }): Route[] {
  const { store, now } = world;

  const gone = (message: string, status: number): Reply =>
    htmlPage({
      title: 'Checkout',
      status,
      body: html`<main class="centre"><h1>${message}</h1></main>`,
    });

  function show(request: Incoming): Reply {
    const intention = store.bySecret(request.query.get('clientSecret'));
    if (!intention) return gone('This checkout is not known', 404);
    if (intention.expiresAtMs <= now().getTime()) return gone('This checkout has expired', 410);
    const declined = request.query.has('declined');
    return htmlPage({
      title: `Pay ${amountOf(intention)}`,
      policy: `form-action 'self' ${new URL(intention.redirectionUrl).origin};`,
      body: html`<header class="bar">
          <span class="mark">Paymob sandbox</span><span>No money moves.</span>
        </header>
        <main class="centre">
          <h1>${intention.description}</h1>
          <p><strong>${amountOf(intention)}</strong></p>
          ${declined && html`<p role="alert">The payment was declined. Try another card.</p>`}
          <form method="post" action="/paymob/unifiedcheckout/pay">
            <input type="hidden" name="clientSecret" value="${intention.clientSecret}" />
            <p>
              <label for="method">Way to pay</label>
              <select id="method" name="method">
                ${methodsOf(intention).map((method) => html`<option value="${method}">${names[method]}</option>`)}
              </select>
            </p>
            <p>
              <label for="cardNumber">Card or wallet number</label>
              <input id="cardNumber" name="cardNumber" inputmode="numeric" value="5123456789012346" />
            </p>
            <button name="act" value="pay">Pay ${amountOf(intention)}</button>
            <button name="act" value="decline">Fail authentication</button>
            <button name="act" value="pending">Leave pending</button>
          </form>
        </main>`,
    });
  }

  function submit(request: Incoming): Reply {
    requireOwnOrigin(request);
    const form = new URLSearchParams(request.body);
    const intention = store.bySecret(form.get('clientSecret'));
    if (!intention) return gone('This checkout is not known', 404);
    if (intention.expiresAtMs <= now().getTime()) return gone('This checkout has expired', 410);
    const method = methodsOf(intention).find((one) => one === form.get('method')) ?? 'card';
    const outcome = outcomeOf(form, method);
    const { obj } = pay(world, intention, { method, outcome });
    return redirect(returnAddress(intention, obj));
  }

  function outcomeOf(form: URLSearchParams, method: Method): PaymentOutcome {
    if (store.settings.nextPayment) return store.settings.nextPayment;
    if (form.get('act') === 'pending') return 'pending';
    const number = (form.get('cardNumber') ?? '').replace(/\s/g, '');
    const isGood = method === 'wallet' || goodCards.has(number);
    return form.get('act') === 'decline' || !isGood ? 'declines' : 'succeeds';
  }

  /** The browser goes back with the transaction in flat words, signed as the callback is. */
  function returnAddress(intention: Intention, obj: Record<string, unknown>): string {
    const address = new URL(intention.redirectionUrl);
    const source = obj.source_data as Record<string, unknown>;
    const flat: Record<string, unknown> = {
      ...Object.fromEntries(Object.entries(obj).filter(([, value]) => typeof value !== 'object')),
      ...{ order: intention.orderId, merchant_order_id: intention.reference },
      ...{ 'source_data.type': source.type, 'source_data.pan': source.pan },
      'source_data.sub_type': source.sub_type,
      hmac: signatureOf(obj, world.secret),
    };
    for (const [name, value] of Object.entries(flat)) address.searchParams.set(name, String(value));
    return address.toString();
  }

  return [
    { method: 'GET', path: '/paymob/unifiedcheckout/', handle: show },
    { method: 'POST', path: '/paymob/unifiedcheckout/pay', handle: submit },
  ];
}
