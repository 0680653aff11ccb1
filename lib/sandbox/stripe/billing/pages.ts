import { html, htmlPage, type Html } from '../../html';
import { redirect, requireOwnOrigin, type Incoming, type Reply, type Route } from '../../http';
import { behaviourOf, checkPayForm, testCards, type PayForm, type PayFormErrors } from '../cards';
import { money } from '../checkout-page';
import { declineMessage } from '../payment-objects';
import { newMethod } from '../saved-cards';
import type { StripeStore } from '../store';
import { advance } from './advance';
import { tellCustomer } from './api-customers';
import { collect } from './invoices';
import { totals } from './invoice-view';
import { BillingWork } from './work';

interface World {
  store: StripeStore;
  now: () => Date;
  wake: () => void;
}

const bar = html`<header class="bar">
  <span class="mark">Sandbox</span><span>No money moves. Use a test card.</span>
</header>`;

const empty: PayForm = { email: '', cardNumber: '', cardExpiry: '', cardCvc: '', billingName: '' };

function cardForm(
  action: string,
  label: string,
  state: { errors: PayFormErrors; alert: string | null },
): Html {
  const field = (name: keyof PayForm, text: string, hint: string) => {
    const error = state.errors[name];
    return html`<div class="field">
      <label for="${name}">${text}</label>
      <input id="${name}" name="${name}" maxlength="254" required placeholder="${hint}" />
      ${error ? html`<p class="error">${error}</p>` : null}
    </div>`;
  };
  return html`${state.alert ? html`<p class="alert" role="alert">${state.alert}</p>` : null}
    <form method="post" action="${action}" novalidate>
      ${field('cardNumber', 'Card number', '1234 1234 1234 1234')}
      <div class="pair">
        ${field('cardExpiry', 'Expiry date', 'MM / YY')} ${field('cardCvc', 'Security code', 'CVC')}
      </div>
      ${field('billingName', 'Name on card', '')}
      <button class="primary" type="submit">${label}</button>
    </form>
    <aside class="cards">
      <h2>Test cards</h2>
      <ul>
        ${testCards.map((card) => html`<li><code>${card.number}</code> ${card.label}</li>`)}
      </ul>
    </aside>`;
}

const gone = (title: string): Reply =>
  htmlPage({
    title,
    status: 404,
    body: html`${bar}
      <main class="centre"><h1>${title}</h1></main>`,
  });

const addressLines = [
  ['line1', 'Address'],
  ['line2', 'Address, second line'],
  ['city', 'City'],
  ['state', 'Region'],
  ['postal_code', 'Postal code'],
  ['country', 'Country (two letters)'],
] as const;

const noState = { errors: {}, alert: null };

function readCard(request: Incoming, email: string, now: Date) {
  const form = new URLSearchParams(request.body);
  const read = (name: keyof PayForm) => (form.get(name) ?? '').slice(0, 254);
  const values = {
    ...{ ...empty, email, cardNumber: read('cardNumber'), cardExpiry: read('cardExpiry') },
    ...{ cardCvc: read('cardCvc'), billingName: read('billingName') },
  };
  return { values, checked: checkPayForm(values, now) };
}

/** The customer's portal: the card that renewals are charged to, and the address on Stripe's invoices. */
function portalRoutes({ store, now, wake }: World): Route[] {
  const find = (request: Incoming) => {
    const found = store.shelf.get(request.params.id ?? '');
    if (found?.kind !== 'portal_session') return null;
    const session = found.object as { id: string; customer: string; return_url: string | null };
    const customer = store.customers.get(session.customer);
    return customer ? { session, customer: customer.customer } : null;
  };
  type Found = NonNullable<ReturnType<typeof find>>;
  function page(
    { session, customer }: Found,
    state: { errors: PayFormErrors; alert: string | null },
    status = 200,
  ): Reply {
    const methodId = customer.invoice_settings.default_payment_method;
    const card = typeof methodId === 'string' ? store.methods.get(methodId)?.method.card : null;
    const body = html`${bar}
      <main class="centre">
        ${session.return_url ? html`<p><a href="${session.return_url}">Back to shop</a></p>` : null}
        <h1>Billing details</h1>
        <p>${card ? `Card ending in ${card.last4}` : 'No card of your own choice yet.'}</p>
        <h2>Change the card</h2>
        ${cardForm(`/portal/${session.id}`, 'Save card', state)}
        <h2>Name and address</h2>
        <form method="post" action="/portal/${session.id}/address">
          <label for="name">Name</label><input id="name" name="name" value="${customer.name ?? ''}" />
          <label for="email">E-mail</label><input id="email" name="email" value="${customer.email ?? ''}" />
          ${addressLines.map(
            ([name, label]) =>
              html`<label for="${name}">${label}</label
                ><input id="${name}" name="${name}" value="${customer.address?.[name] ?? ''}" />`,
          )}
          <button type="submit">Save address</button>
        </form>
      </main>`;
    return htmlPage({ title: 'Billing details · Sandbox', body, status });
  }
  const back = ({ session }: Found) => redirect(session.return_url ?? `/portal/${session.id}`);
  function saveCard(request: Incoming): Reply {
    requireOwnOrigin(request);
    const found = find(request);
    if (!found) return gone('No such page');
    const { values, checked } = readCard(request, found.customer.email ?? 'nobody@example.test', now());
    if ('errors' in checked) return page(found, { errors: checked.errors, alert: null }, 422);
    if (behaviourOf(checked.card.number) === 'declines')
      return page(found, { errors: {}, alert: declineMessage }, 402);
    const payer = { email: values.email, name: values.billingName };
    const saved = newMethod(checked.card, payer, found.customer.id, Math.floor(now().getTime() / 1_000));
    store.saveMethod(saved);
    const settings = { ...found.customer.invoice_settings, default_payment_method: saved.method.id };
    keep(found, { invoice_settings: settings });
    return back(found);
  }
  function keep({ customer }: Found, change: object): void {
    const record = store.customers.get(customer.id);
    if (record) store.saveCustomer({ ...record, customer: { ...record.customer, ...change } });
    tellCustomer({ store, now }, customer.id);
    wake();
  }
  function saveAddress(request: Incoming): Reply {
    requireOwnOrigin(request);
    const found = find(request);
    if (!found) return gone('No such page');
    const form = new URLSearchParams(request.body);
    const read = (name: string) => (form.get(name) ?? '').slice(0, 200) || null;
    const address = Object.fromEntries(addressLines.map(([name]) => [name, read(name)]));
    keep(found, { name: read('name'), email: read('email') ?? found.customer.email, address });
    return back(found);
  }
  const show = (request: Incoming) => {
    const found = find(request);
    return found ? page(found, noState) : gone('No such page');
  };
  return [
    { method: 'GET', path: '/portal/:id', handle: show },
    { method: 'POST', path: '/portal/:id', handle: saveCard },
    { method: 'POST', path: '/portal/:id/address', handle: saveAddress },
  ];
}

/** The hosted page of an invoice: whoever has the address may pay it with another card. */
function invoiceRoutes({ store, now, wake }: World): Route[] {
  const open = (request: Incoming) => {
    const id = request.params.id ?? '';
    const owner = [...store.billing.values()].find(({ invoices }) => invoices.some((one) => one.id === id));
    if (!owner) return null;
    const work = new BillingWork(store, owner.customer, now());
    advance(work, work.at);
    return { work, invoice: work.invoice(id) };
  };
  type Opened = NonNullable<ReturnType<typeof open>>;
  function page(
    { invoice }: Opened,
    state: { errors: PayFormErrors; alert: string | null },
    status = 200,
  ): Reply {
    const amount = money(totals(invoice).due, invoice.currency);
    const body = html`${bar}
      <main class="centre">
        <h1>Invoice ${invoice.number}</h1>
        <p class="amount">${amount}</p>
        ${
          invoice.status === 'open'
            ? cardForm(`/invoice/${invoice.id}`, `Pay ${amount}`, state)
            : html`<p>This invoice is ${invoice.status}.</p>`
        }
      </main>`;
    return htmlPage({ title: `Invoice ${invoice.number} · Sandbox`, body, status });
  }
  function pay(request: Incoming): Reply {
    requireOwnOrigin(request);
    const opened = open(request);
    if (!opened) return gone('No such invoice');
    const { work, invoice } = opened;
    if (invoice.status !== 'open') return page(opened, noState);
    const customer = store.customers.get(work.customer)?.customer;
    const { values, checked } = readCard(request, customer?.email ?? 'nobody@example.test', now());
    if ('errors' in checked) return page(opened, { errors: checked.errors, alert: null }, 422);
    const behaviour = behaviourOf(checked.card.number);
    const payer = { email: values.email, name: values.billingName };
    const saved = newMethod(checked.card, payer, work.customer, work.at);
    store.saveMethod(saved);
    // The owner is here, so a card that wants its owner is confirmed.
    const outcome = behaviour === 'pays' || behaviour === 'confirms' ? 'succeeds' : 'declines';
    const charged = collect(work, invoice, { methodId: saved.method.id, outcome });
    work.commit();
    wake();
    return page(opened, { errors: {}, alert: charged?.error?.message ?? null }, charged?.paid ? 200 : 402);
  }
  const show = (request: Incoming) => {
    const opened = open(request);
    return opened ? page(opened, noState) : gone('No such invoice');
  };
  return [
    { method: 'GET', path: '/invoice/:id', handle: show },
    { method: 'POST', path: '/invoice/:id', handle: pay },
  ];
}

/** The pages of Stripe Billing that a customer sees. */
export const billingPages = (world: World): Route[] => [...portalRoutes(world), ...invoiceRoutes(world)];
