import { html, htmlPage, type Html } from '../html';
import type { Reply } from '../http';
import { testCards, type PayForm, type PayFormErrors } from './cards';
import type { CheckoutPlan, CheckoutRecord } from './records';

export function money(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const bar = html`<header class="bar">
  <span class="mark">Sandbox</span><span>No money moves. Use a test card.</span>
</header>`;

function totalOf({ session }: CheckoutRecord): string {
  return money(session.amount_total ?? 0, session.currency ?? 'usd');
}

function backLink({ session }: CheckoutRecord): Html | null {
  return session.cancel_url ? html`<p><a href="${session.cancel_url}">Back to shop</a></p>` : null;
}

function summary(record: CheckoutRecord): Html {
  const rows = record.lineItems.map(
    (item) =>
      html`<div>
        <dt>${item.description}${(item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : ''}</dt>
        <dd>${money(item.amount_total, item.currency)}</dd>
      </div>`,
  );
  return html`<section class="summary" aria-label="Order">
    <div>
      ${backLink(record)}
      <div>
        <p class="muted">To pay</p>
        <p class="amount">${totalOf(record)}</p>
      </div>
      <dl class="rows">
        ${rows} ${record.plan ? planRows(record.plan) : null}
        <div class="total">
          <dt>Total</dt>
          <dd>${totalOf(record)}</dd>
        </div>
      </dl>
    </div>
  </section>`;
}

/** What a subscription adds to its price: the discount of the first invoice, and a trial that charges nothing yet. */
function planRows(plan: CheckoutPlan): Html {
  const row = (label: string, value: string) =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`${plan.discount > 0 ? row('Discount', `−${money(plan.discount, plan.currency)}`) : null}
  ${plan.trialDays ? row('Free trial', `${plan.trialDays} days`) : null}`;
}

interface Field {
  name: keyof PayForm;
  label: string;
  complete: string;
  hint?: string;
  numeric?: boolean;
  readOnly?: boolean;
}

function field(
  { name, label, complete, hint, numeric, readOnly }: Field,
  values: PayForm,
  errors: PayFormErrors,
): Html {
  const error = errors[name];
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      value="${values[name]}"
      autocomplete="${complete}"
      maxlength="254"
      required
      ${numeric ? html`inputmode="numeric"` : null}
      ${hint ? html`placeholder="${hint}"` : null}
      ${readOnly ? html`readonly` : null}
      ${error ? html`aria-invalid="true" aria-describedby="${name}-error"` : null}
    />
    ${error ? html`<p class="error" id="${name}-error">${error}</p>` : null}
  </div>`;
}

export interface FormState {
  values: PayForm;
  errors: PayFormErrors;
  alert: string | null;
}

function submitLabel(record: CheckoutRecord): string {
  if (isSetup(record)) return 'Save card';
  if (record.plan?.trialDays) return 'Start trial';
  return record.plan ? `Subscribe for ${totalOf(record)}` : `Pay ${totalOf(record)}`;
}

const isSetup = ({ session }: CheckoutRecord) => session.mode === 'setup';

/** The page that saves a card says so, and takes nothing. */
function setupSummary(record: CheckoutRecord): Html {
  return html`<section class="summary" aria-label="Card">
    <div>
      ${backLink(record)}
      <div>
        <p class="muted">Nothing is charged now</p>
        <p class="amount">Save a card</p>
      </div>
    </div>
  </section>`;
}

/** The hosted page of an open session: what is bought at the left, the card at the right. */
export function payPage(record: CheckoutRecord, state: FormState, status = 200): Reply {
  const { values, errors, alert } = state;
  const show = (wanted: Field) => field(wanted, values, errors);
  const cards = testCards.map((card) => html`<li><code>${card.number}</code> ${card.label}</li>`);
  const emailIsFixed = record.session.customer_email !== null || record.session.customer !== null;
  const body = html`${bar}
    <main class="checkout">
      ${isSetup(record) ? setupSummary(record) : summary(record)}
      <section class="pay" aria-label="Payment">
        <div>
          <h1>${isSetup(record) ? 'Card to save' : 'Pay with card'}</h1>
          ${alert ? html`<p class="alert" role="alert">${alert}</p>` : null}
          <form method="post" action="/checkout/${record.session.id}" novalidate>
            ${show({ name: 'email', label: 'E-mail', complete: 'email', readOnly: emailIsFixed })}
            ${show({ name: 'cardNumber', label: 'Card number', complete: 'cc-number', hint: '1234 1234 1234 1234', numeric: true })}
            <div class="pair">
              ${show({ name: 'cardExpiry', label: 'Expiry date', complete: 'cc-exp', hint: 'MM / YY', numeric: true })}
              ${show({ name: 'cardCvc', label: 'Security code', complete: 'cc-csc', hint: 'CVC', numeric: true })}
            </div>
            ${show({ name: 'billingName', label: 'Name on card', complete: 'cc-name' })}
            <button class="primary" type="submit">${submitLabel(record)}</button>
          </form>
          <aside class="cards" aria-labelledby="cards-title">
            <h2 id="cards-title">Test cards</h2>
            <ul>
              ${cards}
            </ul>
            <p class="muted">Any future expiry date and any three digits.</p>
          </aside>
        </div>
      </section>
    </main>`;
  return htmlPage({ title: `${submitLabel(record)} · Sandbox checkout`, body, status });
}

/** Stands for the bank's page that a 3-D Secure card opens. */
export function confirmPage(record: CheckoutRecord): Reply {
  const body = html`${bar}
    <main class="centre">
      <h1>Confirm this payment</h1>
      <p>
        Your bank asks you to confirm a payment of ${totalOf(record)}. In the sandbox you choose what the bank
        answers.
      </p>
      <form method="post" action="/checkout/${record.session.id}/authenticate">
        <button class="primary" name="outcome" value="complete">Complete authentication</button>
        <button name="outcome" value="fail">Fail authentication</button>
      </form>
    </main>`;
  return htmlPage({ title: 'Confirm this payment · Sandbox checkout', body });
}

/** What is left of a session that cannot be paid any more. */
export function closedPage(record: CheckoutRecord | null): Reply {
  const [title, text] = !record
    ? ['No such checkout', 'This address names no checkout of this sandbox.']
    : record.session.status === 'expired'
      ? ['This checkout has expired', 'Nothing was charged. Go back to the shop to start again.']
      : isSetup(record)
        ? ['The card is saved', 'There is nothing left to do here.']
        : ['This checkout is paid', 'There is nothing left to do here.'];
  const body = html`${bar}
    <main class="centre">
      <h1>${title}</h1>
      <p>${text}</p>
      ${record ? backLink(record) : null}
    </main>`;
  return htmlPage({ title: `${title} · Sandbox checkout`, body, status: record ? 200 : 404 });
}
