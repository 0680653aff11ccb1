import { json, requireOwnOrigin, type Incoming, type Reply, type Route } from '../http';
import { type PaymobWorld, refuse } from './api';
import { pay } from './pages';
import { paymentOutcomes, refundOutcomes, type PaymobSettings } from './records';
import { giveBack } from './transactions';

function given(request: Incoming): Record<string, unknown> {
  requireOwnOrigin(request);
  const value: unknown = JSON.parse(request.body || '{}');
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What a test or a demo may do to Paymob: settings, callbacks again, and what banks and people there do. */
export function paymobControl(world: PaymobWorld): Route[] {
  const { store, deliveries, now } = world;

  function saveSettings(request: Incoming): Reply {
    const body = given(request);
    const change: Partial<PaymobSettings> = {};
    for (const key of ['duplicate', 'hold', 'unreachable'] as const)
      if (typeof body[key] === 'boolean') change[key] = body[key];
    if (typeof body.delayMs === 'number') change.delayMs = body.delayMs;
    if (body.zone === 'none' || body.zone === '+03:00') change.zone = body.zone;
    if ('nextPayment' in body)
      change.nextPayment = paymentOutcomes.find((one) => one === body.nextPayment) ?? null;
    if ('nextRefund' in body)
      change.nextRefund = refundOutcomes.find((one) => one === body.nextRefund) ?? null;
    return json(store.saveSettings(change));
  }

  const intentionOf = (request: Incoming) => {
    const intention = store.intentions.get(Number(request.params.id));
    if (!intention) throw refuse({ error: 'no such order' }, 404);
    return intention;
  };
  const transactionOf = (request: Incoming) => {
    const found = store.transactions.get(Number(request.params.id));
    if (!found) throw refuse({ error: 'no such transaction' }, 404);
    return found;
  };

  function payOrder(request: Incoming): Reply {
    const { outcome, method } = given(request);
    const ends = paymentOutcomes.find((one) => one === outcome) ?? 'succeeds';
    const way = method === 'wallet' || method === 'instalments' ? method : 'card';
    return json(pay(world, intentionOf(request), { outcome: ends, method: way }).obj);
  }

  function expire(request: Incoming): Reply {
    requireOwnOrigin(request);
    const intention = { ...intentionOf(request), expiresAtMs: now().getTime() };
    store.saveIntention(intention);
    return json(intention);
  }

  /** A wallet that was pending is decided. */
  function finish(request: Incoming): Reply {
    const success = given(request).outcome !== 'declines';
    const changed = structuredClone(transactionOf(request));
    const data = { klass: 'WalletPayment', message: success ? 'Approved' : 'Declined' };
    Object.assign(changed.obj, { pending: false, success, data });
    store.saveTransaction(changed);
    deliveries.tell(changed);
    return json(changed.obj);
  }

  /** Somebody refunds on Paymob's own pages. */
  function refund(request: Incoming): Reply {
    const { amount_cents: amount } = given(request);
    const made = giveBack(store, transactionOf(request), Number(amount), now());
    deliveries.tell(made.parent);
    return json(made.parent.obj);
  }

  async function resend(request: Incoming): Promise<Reply> {
    const { times = 1, tamper } = given(request);
    const delivery = store.deliveries.find(({ id }) => id === request.params.id);
    if (!delivery) throw refuse({ error: 'no such callback' }, 404);
    const body = tampered(delivery.body, tamper);
    const hmac =
      tamper === 'hmac' ? delivery.hmac.replace(/^./, (first) => (first === '0' ? '1' : '0')) : delivery.hmac;
    for (let time = 0; time < Number(times); time++) await deliveries.send(delivery, body, hmac);
    return json(delivery);
  }

  const callbacks = (request: Incoming): Reply => {
    const order = request.query.get('order');
    const all = store.deliveries.filter(({ orderId }) => !order || String(orderId) === order);
    return json({ events: all });
  };

  const root = '/sandbox/paymob';
  return [
    { method: 'GET', path: `${root}/settings`, handle: () => json(store.settings) },
    { method: 'POST', path: `${root}/settings`, handle: saveSettings },
    { method: 'GET', path: `${root}/events`, handle: callbacks },
    { method: 'POST', path: `${root}/events/:id/resend`, handle: resend },
    { method: 'POST', path: `${root}/orders/:id/pay`, handle: payOrder },
    { method: 'POST', path: `${root}/orders/:id/expire`, handle: expire },
    { method: 'POST', path: `${root}/transactions/:id/finish`, handle: finish },
    { method: 'POST', path: `${root}/transactions/:id/refund`, handle: refund },
  ];
}

/** Alters what is not signed (a good signature stays good) or what is. */
function tampered(body: string, how: unknown): string {
  const callback = JSON.parse(body) as { obj: Record<string, unknown> & { order: Record<string, unknown> } };
  const { obj } = callback;
  if (how === 'amount') obj.amount_cents = Number(obj.amount_cents) + 1;
  if (how === 'merchant_order_id') obj.order.merchant_order_id = 'pay_00000000000000000000000000-x';
  if (how === 'refunded') obj.refunded_amount_cents = obj.amount_cents;
  return how ? JSON.stringify(callback) : body;
}
