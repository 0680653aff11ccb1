import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { env } from '@/lib/core/env';
import type {
  JsonObject,
  NewPayment,
  NoticeSubject,
  OpenedPayment,
  PaymentProvider,
} from '@/lib/integrations/payment-provider';
import { configured, postWithSecret, wordsOf } from './client';
import { paymobConfiguration } from './configuration';
import { listPaymobRefunds, readPaymobRefund, refundAtPaymob } from './refunds';
import { isSigned } from './signature';
import { Transaction, getTransaction, isCollected, newestOf, stateOf } from './transaction';

const Intention = z.looseObject({
  intention_order_id: z.number().int().positive(),
  client_secret: z.string().min(1),
});

/** `NA` is what Paymob wants for what is not known; blank is refused. */
function billingOf({ name, email, country }: NewPayment['payer']) {
  const [first = 'NA', ...rest] = name.trim().split(/\s+/).filter(Boolean);
  const unknown = { apartment: 'NA', street: 'NA', building: 'NA', floor: 'NA', city: 'NA', state: 'NA' };
  return {
    ...unknown,
    ...{ first_name: first.slice(0, 50), last_name: (rest.join(' ') || 'NA').slice(0, 50) },
    ...{ email, phone_number: 'NA', postal_code: 'NA', country: country ?? 'NA' },
  };
}

/** https://developers.paymob.com/paymob-docs/developers/intention-apis/create-intention */
async function open(payment: NewPayment): Promise<OpenedPayment> {
  const { integrations, checkoutUrl, publicKey } = configured();
  const amount = Number(payment.amountMinor);
  const { status, body } = await postWithSecret('/v1/intention/', {
    ...{ amount, currency: payment.currency, payment_methods: integrations },
    items: [{ name: payment.description.slice(0, 50), amount, quantity: 1 }],
    billing_data: billingOf(payment.payer),
    // Unique for each call: an intention whose answer was lost keeps its reference for good.
    special_reference: `${payment.reference}-${randomUUID().slice(0, 8)}`,
    expiration: Math.max(60, Math.round((payment.expiresAt.getTime() - Date.now()) / 1_000)),
    notification_url: `${env.APP_URL}/api/webhooks/paymob`,
    redirection_url: payment.returnUrl,
  });
  if (status >= 400) throw new Error(`Paymob refused an intention (${status}): ${wordsOf(body)}`);
  const intention = Intention.parse(body);
  const query = new URLSearchParams({ publicKey, clientSecret: intention.client_secret });
  return { providerId: String(intention.intention_order_id), url: `${checkoutUrl}?${query.toString()}` };
}

async function read({ providerId, providerPaymentId }: Parameters<PaymentProvider['read']>[0]) {
  if (!providerId) return null;
  // The signed order is the only link that counts: a transaction of another order says nothing here.
  const named = providerPaymentId ? await getTransaction(providerPaymentId) : null;
  const isOurs = named !== null && String(named.order.id) === providerId;
  if (isOurs && (isCollected(named) || named.pending)) return stateOf(named);
  const newest = await newestOf(providerId);
  return newest && stateOf(newest);
}

const Callback = z.looseObject({ type: z.string(), obj: z.unknown() });

/** A good signature, integrations and an owner that are ours; whatever it says is asked again. */
function verify(obj: unknown, given: string | null): Transaction {
  const configuration = paymobConfiguration();
  const refuse = () => new AppError('unauthenticated', 'webhook_signature');
  if (!configuration || !isSigned(obj, given, configuration.hmacSecret)) throw refuse();
  const read = Transaction.safeParse(obj);
  if (!read.success || !configuration.integrations.includes(read.data.integration_id)) throw refuse();
  if (configuration.owner !== null && read.data.owner !== configuration.owner) throw refuse();
  return read.data;
}

function subjectOf({ payload }: { payload: unknown }): NoticeSubject {
  const read = Transaction.safeParse((payload as { obj?: unknown }).obj);
  if (!read.success) return { kind: 'other' };
  const { id, order, parent_transaction: parent } = read.data;
  const providerPaymentId = String(parent ?? id);
  return { kind: 'payment', reference: null, providerId: String(order.id), providerPaymentId };
}

/** Cards, wallets and instalments in Egypt, in its pound. */
export const paymobProvider: PaymentProvider = {
  code: 'paymob',
  supports: ({ currency, country }) =>
    currency === 'EGP' && country === 'EG' && paymobConfiguration() !== null,
  open,
  read,
  /** Its page cannot be closed; what is paid on it afterwards is kept aside. */
  close: () => Promise.resolve(),
  hasRefundKeys: false,
  refund: refundAtPaymob,
  readRefund: readPaymobRefund,
  listRefunds: ({ providerPaymentId, known }) => listPaymobRefunds(providerPaymentId, known),
  receive({ body, query }) {
    let payload: JsonObject;
    try {
      payload = JSON.parse(body) as JsonObject;
    } catch {
      return Promise.reject(new AppError('unauthenticated', 'webhook_signature'));
    }
    const callback = Callback.safeParse(payload);
    if (!callback.success) return Promise.reject(new AppError('unauthenticated', 'webhook_signature'));
    const { type, obj } = callback.data;
    // Saved cards and types that are new to us are signed otherwise, and are nothing that we ask for.
    if (type !== 'TRANSACTION') return Promise.resolve({ eventId: '', type, payload: { type } });
    try {
      const one = verify(obj, query.get('hmac'));
      const facts = [one.id, one.success, one.pending, one.is_voided, one.refunded_amount_cents ?? 0];
      return Promise.resolve({ eventId: [...facts, one.captured_amount ?? 0].join(':'), type, payload });
    } catch (error) {
      return Promise.reject(error as Error);
    }
  },
  subjectOf,
};
