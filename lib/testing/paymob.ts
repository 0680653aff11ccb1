import { db } from '@/lib/core/db';
import { receiveEvent } from '@/lib/domain/payments/receive-event';
import { settleEvent } from '@/lib/domain/payments/settle-event';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { job, memberOf, newOrganisation } from './factories';
import { paymentById } from './payments';
import { present } from './present';
import type { Delivery, openShop } from './shop';

type Shop = Awaited<ReturnType<typeof openShop>>;
type Obj = { id: number; order: { id: number } };

/** What a callback of Paymob tells of. */
export const objOf = ({ body }: Pick<Delivery, 'body'>) => (JSON.parse(body) as { obj: Obj }).obj;
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/**
 * An organisation in Egypt that has opened a checkout at Paymob: `pay` is what the payer does there, `told` the nth
 * callback that comes of it.
 */
export async function paymobCheckout(shop: Shop) {
  const org = await newOrganisation();
  await db.organisation.update({ where: { id: org }, data: { currency: 'EGP', country: 'EG' } });
  const ctx = await memberOf(org, 'owner', new Date());
  const price = await db.packPrice.findFirstOrThrow({ where: { packCode: 'pack-250', currency: 'EGP' } });
  const total = price.priceMinor;
  const opened = await startCheckout(ctx, { packCode: 'pack-250', totalMinor: total.toString() });
  const order = present((await paymentById(opened.paymentId)).providerId);
  const from = shop.deliveries.length;
  const pay = (outcome = 'succeeds', method = 'card') =>
    shop.control(`/sandbox/paymob/orders/${order}/pay`, { outcome, method });
  const told = async (nth = 0): Promise<Delivery> => {
    for (let i = 0; i < 200; i++) {
      const mine = shop.deliveries
        .slice(from)
        .filter((one) => one.event.type === 'TRANSACTION' && String(objOf(one).order.id) === order);
      if (mine[nth]) return mine[nth];
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('no callback came');
  };
  return { org, ctx, total, order, pay, told, ...opened };
}

/** A callback at the door. */
export function receive({ body, address }: Pick<Delivery, 'body' | 'address'>) {
  const query = new URL(address, 'http://x').searchParams;
  return receiveEvent(job(new Date()), 'paymob', { body, headers: new Headers(), query });
}

/** Takes a callback as the door and the worker would; gives what came of it. */
export async function take(delivery: Delivery): Promise<string | null> {
  await receive(delivery);
  const order = objOf(delivery).order.id;
  const rows = await db.providerEvent.findMany({ where: { provider: 'paymob' } });
  const mine = rows.filter(({ payload }) => (payload as { obj: Obj }).obj.order.id === order);
  for (const { eventId } of mine) await settleEvent(job(new Date()), { provider: 'paymob', eventId });
  const settled = await db.providerEvent.findMany({
    where: { eventId: { in: mine.map(({ eventId }) => eventId) } },
    orderBy: { receivedAt: 'asc' },
  });
  return settled.at(-1)?.outcome ?? null;
}
