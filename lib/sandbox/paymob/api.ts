import { randomId } from '../ids';
import { HttpRefusal, json, type Incoming, type Reply, type Route } from '../http';
import type { PaymobDeliveries } from './deliveries';
import type { Intention } from './records';
import type { PaymobStore } from './store';
import { giveBack, newSecret } from './transactions';

export interface PaymobWorld {
  store: PaymobStore;
  deliveries: PaymobDeliveries;
  now: () => Date;
}

const keys = { secret: 'egy_sk_test_sandbox', api: 'sandbox' };
export const integrations = { card: 4_097_558, wallet: 4_097_559, instalments: 4_097_560 };
const tokens = new Set<string>();

export const refuse = (body: object, status = 400) => new HttpRefusal(json(body, status));
const required = ['This field is required.'];

function read(request: Incoming): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body || '{}');
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Answered below.
  }
  throw refuse({ detail: 'JSON parse error' });
}

function withSecret(request: Incoming): void {
  if (request.headers.authorization !== `Token ${keys.secret}`)
    throw refuse({ detail: 'incorrect credentials' }, 401);
}

function withToken(request: Incoming): void {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!tokens.has(token)) throw refuse({ detail: 'incorrect credentials' }, 401);
}

/** Paymob's API as far as we call it, under `/paymob`. https://developers.paymob.com */
export function paymobApi({ store, deliveries, now }: PaymobWorld): Route[] {
  const open = (handle: (request: Incoming) => Reply) => (request: Incoming) => {
    if (store.settings.unreachable) return { status: 503, body: '<html>Service unavailable</html>' };
    return handle(request);
  };

  function authenticate(request: Incoming): Reply {
    if (read(request).api_key !== keys.api) throw refuse({ detail: 'incorrect credentials' }, 401);
    const token = randomId('ZXlK', 24);
    tokens.add(token);
    return json({ token, profile: { id: 164_295 } }, 201);
  }

  function intend(request: Incoming): Reply {
    withSecret(request);
    const given = read(request);
    checkIntention(given, store);
    const orderId = store.nextId();
    const billed = given.items as { name: string }[] | undefined;
    const intention: Intention = {
      ...{ id: randomId('pi_test_', 32), orderId, clientSecret: newSecret() },
      ...{ reference: String(given.special_reference), amount: Number(given.amount), currency: 'EGP' },
      ...{ integrations: given.payment_methods as number[], description: billed?.[0]?.name ?? 'Order' },
      ...{ notificationUrl: String(given.notification_url), redirectionUrl: String(given.redirection_url) },
      expiresAtMs: now().getTime() + Number(given.expiration ?? 3_600) * 1_000,
      createdAtMs: now().getTime(),
    };
    store.saveIntention(intention);
    return json(
      {
        ...{ id: intention.id, intention_order_id: orderId, client_secret: intention.clientSecret },
        ...{ special_reference: intention.reference, status: 'intended', object: 'paymentintention' },
        intention_detail: { amount: intention.amount, currency: 'EGP', billing_data: given.billing_data },
      },
      201,
    );
  }

  function inquireOrder(request: Incoming): Reply {
    withToken(request);
    const newest = store.ofOrder(Number(read(request).order_id)).at(-1);
    return newest ? json(newest.obj) : json({ detail: 'Not found.' }, 404);
  }

  function inquire(request: Incoming): Reply {
    withToken(request);
    const found = store.transactions.get(Number(request.params.id));
    return found ? json(found.obj) : json({ detail: 'Not found.' }, 404);
  }

  function refund(request: Incoming): Reply {
    withSecret(request);
    const { transaction_id: id, amount_cents: amount } = read(request);
    const parent = store.transactions.get(Number(id));
    if (!parent?.obj.success || parent.obj.is_refund) throw refuse({ detail: 'Invalid transaction id' }, 404);
    const outcome = store.settings.nextRefund;
    store.saveSettings({ nextRefund: null });
    if (outcome === 'refused') throw refuse({ message: 'The balance of the merchant is too low.' });
    const left = Number(parent.obj.amount_cents) - Number(parent.obj.refunded_amount_cents);
    if (Number(amount) > left || Number(amount) <= 0)
      throw refuse({
        message: `Requested Refund Amount is greater than the maximum refund amount permissible. Maximum Refund Amount is EGP ${left / 100}`,
      });
    const given = giveBack(store, parent, Number(amount), now());
    deliveries.tell(given.parent);
    if (outcome === 'lost') return { status: 502, body: '<html>Bad gateway</html>' };
    return json(
      outcome === 'pending' ? { ...given.child.obj, success: false, pending: true } : given.child.obj,
    );
  }

  return [
    { method: 'POST', path: '/paymob/api/auth/tokens', handle: open(authenticate) },
    { method: 'POST', path: '/paymob/v1/intention/', handle: open(intend) },
    { method: 'POST', path: '/paymob/api/ecommerce/orders/transaction_inquiry', handle: open(inquireOrder) },
    { method: 'GET', path: '/paymob/api/acceptance/transactions/:id', handle: open(inquire) },
    { method: 'POST', path: '/paymob/api/acceptance/void_refund/refund', handle: open(refund) },
  ];
}

/** Refuses as Paymob does: missing fields by name, integration ids that are no numbers or not known. */
function checkIntention(given: Record<string, unknown>, store: PaymobStore): void {
  const { amount, currency, special_reference: reference } = given;
  if (!Number.isInteger(amount) || Number(amount) <= 0)
    throw refuse({ amount: ['A valid integer is required.'] });
  if (currency !== 'EGP') throw refuse({ currency: ['The currency is not that of the integration.'] });
  const known = Object.values(integrations);
  const methods = given.payment_methods;
  if (!Array.isArray(methods) || methods.length === 0) throw refuse({ payment_methods: required });
  if (methods.some((one) => typeof one !== 'number' || !known.includes(one)))
    throw refuse({ detail: 'Integration ID/Name does not exist in our system .' }, 404);
  const billing = (given.billing_data ?? {}) as Record<string, unknown>;
  for (const name of ['first_name', 'last_name', 'email', 'phone_number'])
    if (typeof billing[name] !== 'string' || billing[name] === '')
      throw refuse({ billing_data: { [name]: required } });
  const items = (given.items ?? []) as { name?: unknown; amount?: unknown }[];
  const sum = items.reduce((total, item) => total + Number(item.amount), 0);
  if (items.some(({ name }) => typeof name !== 'string' || name.length > 50))
    throw refuse({ items: { name: required } });
  if (items.length > 0 && sum !== amount) throw refuse({ detail: 'unmatched_item_prices' }, 406);
  if ([...store.intentions.values()].some((one) => one.reference === reference))
    throw refuse({ detail: 'Reference ID already exists.' });
}
