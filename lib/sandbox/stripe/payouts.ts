import type Stripe from 'stripe';
import { HttpRefusal, json, requireOwnOrigin, type Incoming, type Reply, type Route } from '../http';
import { randomId } from '../ids';
import type { BalanceRecord } from './records';
import type { StripeStore } from './store';

const DAY_SECONDS = 86_400;
/** How long a payout is on its way to the bank. */
const arrivalDays = 2;

interface World {
  store: StripeStore;
  now: () => Date;
}

const refuse = (message: string, status = 400) => new HttpRefusal(json({ error: message }, status));

function given(request: Incoming): { amount: number; currency: string; description: string } {
  requireOwnOrigin(request);
  const body = JSON.parse(request.body || '{}') as Record<string, unknown>;
  const { amount, currency, description } = body;
  if (!Number.isInteger(amount) || Number(amount) <= 0)
    throw refuse('amount must be a whole number above zero');
  const text = typeof description === 'string' ? description : 'STRIPE PAYOUT';
  return {
    amount: Number(amount),
    currency: typeof currency === 'string' ? currency : 'usd',
    description: text,
  };
}

function newPayout(
  seconds: number,
  { amount, currency, description }: ReturnType<typeof given>,
): Stripe.Payout {
  return {
    id: randomId('po_1', 23),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: Math.floor(seconds / DAY_SECONDS + arrivalDays) * DAY_SECONDS,
    automatic: true,
    balance_transaction: randomId('txn_1', 23),
    created: seconds,
    currency,
    description,
    destination: 'ba_1Sandbox',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: null,
    type: 'bank_account',
  };
}

/** What Stripe does by itself with the balance, for tests and demos: pays it out, takes that back, charges for a product. */
export function payoutControl({ store, now }: World): Route[] {
  const seconds = () => Math.floor(now().getTime() / 1_000);

  function save(record: Omit<BalanceRecord, 'replies' | 'created'>): void {
    store.saveBalance({ ...record, created: seconds(), replies: [] });
  }

  function pay(request: Incoming): Reply {
    const payout = newPayout(seconds(), given(request));
    const { amount, currency } = payout;
    save({ id: String(payout.balance_transaction), type: 'payout', amount: -amount, currency, payout });
    return json(payout);
  }

  /** The bank sends it back. */
  function fail(request: Incoming): Reply {
    requireOwnOrigin(request);
    const payout = [...store.balance.values()].find((one) => one.payout?.id === request.params.id)?.payout;
    if (!payout) throw refuse('no such payout', 404);
    const failed: Stripe.Payout = {
      ...payout,
      ...{ status: 'failed', failure_code: 'account_closed' },
      failure_balance_transaction: randomId('txn_1', 23),
    };
    const { amount, currency } = payout;
    const id = String(failed.failure_balance_transaction);
    save({ id, type: 'payout_failure', amount, currency, payout: failed });
    return json(failed);
  }

  function charge(request: Incoming): Reply {
    const { amount, currency, description } = given(request);
    const id = randomId('txn_1', 23);
    save({ id, type: 'stripe_fee', amount: -amount, currency, description, payout: null });
    return json({ id });
  }

  return [
    { method: 'POST', path: '/sandbox/payouts', handle: pay },
    { method: 'POST', path: '/sandbox/payouts/:id/fail', handle: fail },
    { method: 'POST', path: '/sandbox/fees', handle: charge },
  ];
}
