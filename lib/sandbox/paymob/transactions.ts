import { createHmac } from 'node:crypto';
import { randomId } from '../ids';
import type { Intention, PaymentOutcome, PaymobTransaction } from './records';
import type { PaymobStore } from './store';

export const owner = 302_852;
const profileId = 164_295;

const signedPaths = [
  ...['amount_cents', 'created_at', 'currency', 'error_occured', 'has_parent_transaction', 'id'],
  ...['integration_id', 'is_3d_secure', 'is_auth', 'is_capture', 'is_refunded', 'is_standalone_payment'],
  ...['is_voided', 'order.id', 'owner', 'pending', 'source_data.pan', 'source_data.sub_type'],
  ...['source_data.type', 'success'],
];

/** Written apart from the program's own, so that neither can be wrong unnoticed. */
export function signatureOf(obj: Record<string, unknown>, secret: string): string {
  let message = '';
  for (const path of signedPaths) {
    const [first = '', second] = path.split('.');
    const outer = obj[first];
    const value = second ? (outer as Record<string, unknown>)[second] : outer;
    message += value === null || value === undefined ? '' : String(value as string | number | boolean);
  }
  return createHmac('sha512', secret).update(message).digest('hex');
}

/** Microseconds, with or without a zone, as accounts differ. */
const stamp = (now: Date, zone: string) =>
  `${now.toISOString().slice(0, 23)}345${zone === 'none' ? '' : zone}`;

const sources: Record<string, object> = {
  card: { pan: '2346', type: 'card', tenure: null, sub_type: 'MasterCard' },
  wallet: { pan: '01010101010', type: 'wallet', tenure: null, sub_type: 'wallet' },
  instalments: { pan: '2346', type: 'card', tenure: 6, sub_type: 'MasterCard' },
};

export type Pay = { outcome: PaymentOutcome; method: 'card' | 'wallet' | 'instalments'; integration: number };

/** A try to pay an intention. */
export function newTransaction(
  store: PaymobStore,
  intention: Intention,
  pay: Pay,
  now: Date,
): PaymobTransaction {
  const id = store.nextId();
  const created = stamp(now, store.settings.zone);
  const success = pay.outcome === 'succeeds';
  const obj = {
    ...{ id, pending: pay.outcome === 'pending', amount_cents: intention.amount, success },
    ...{
      is_auth: false,
      is_capture: false,
      is_standalone_payment: true,
      is_voided: false,
      is_refunded: false,
    },
    ...{ is_3d_secure: pay.method !== 'wallet', integration_id: pay.integration, profile_id: profileId },
    ...{ has_parent_transaction: false, parent_transaction: null, created_at: created, updated_at: created },
    order: {
      ...{ id: intention.orderId, created_at: created, amount_cents: intention.amount },
      ...{ currency: intention.currency, merchant_order_id: intention.reference },
      ...{ paid_amount_cents: success ? intention.amount : 0, payment_status: success ? 'PAID' : 'UNPAID' },
      merchant: { id: profileId, country: 'EGY' },
    },
    ...{
      currency: intention.currency,
      source_data: sources[pay.method],
      error_occured: false,
      is_live: false,
    },
    ...{ is_void: false, is_refund: false, refunded_amount_cents: 0, captured_amount: 0, is_captured: false },
    ...{ is_settled: false, owner, merchant_commission: 0, accept_fees: 0 },
    installment: pay.method === 'instalments' ? { months: 6, bank: 'Sandbox Bank' } : null,
    data: {
      ...{ klass: 'MigsPayment', message: success ? 'Approved' : 'Declined' },
      txn_response_code: success ? 'APPROVED' : 'DECLINED',
    },
  };
  const transaction = { id, orderId: intention.orderId, obj };
  store.saveTransaction(transaction);
  return transaction;
}

/** Sends part of a transaction back: a child, and the parent's cumulative sum. */
export function giveBack(
  store: PaymobStore,
  parent: PaymobTransaction,
  amount: number,
  now: Date,
): { parent: PaymobTransaction; child: PaymobTransaction } {
  const refunded = Number(parent.obj.refunded_amount_cents) + amount;
  const changed = structuredClone(parent);
  Object.assign(changed.obj, {
    refunded_amount_cents: refunded,
    is_refunded: refunded === changed.obj.amount_cents,
    updated_at: stamp(now, store.settings.zone),
  });
  store.saveTransaction(changed);
  const id = store.nextId();
  const child = {
    ...{ id, orderId: parent.orderId },
    obj: {
      ...structuredClone(parent.obj),
      ...{ id, amount_cents: amount, is_refund: true, has_parent_transaction: true },
      ...{ parent_transaction: parent.id, refunded_amount_cents: 0, is_refunded: false },
    },
  };
  store.saveTransaction(child);
  return { parent: changed, child };
}

export const newSecret = () => `egy_csk_test_${randomId('', 32)}`;
