import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import { receive, settle } from './deliveries';
import { memberOf, newOrganisation } from './factories';
import { present } from './present';
import type { openShop } from './shop';

type Shop = Awaited<ReturnType<typeof openShop>>;
export const PACK = { packCode: 'pack-250', totalMinor: '2000' };

/** A checkout of the pack of 250 credits for 20.00, open at the provider. */
export async function openCheckoutOf(organisationId?: string) {
  const org = organisationId ?? (await newOrganisation());
  const ctx = await memberOf(org, 'owner', new Date());
  return { org, ctx, ...(await startCheckout(ctx, PACK)) };
}

/** The same, paid and settled. */
export async function paidCheckout(shop: Shop, organisationId?: string) {
  const checkout = await openCheckoutOf(organisationId);
  const from = shop.deliveries.length;
  await shop.pay(checkout.checkoutUrl);
  const delivery = await shop.delivery('checkout.session.completed', from);
  await receive(delivery);
  await settle(delivery);
  const payment = await paymentById(checkout.paymentId);
  return { ...checkout, payment, intent: present(payment.providerPaymentId) };
}

export const paymentById = (id: string) => db.payment.findFirstOrThrow({ where: { id } });

/** The sum of each account of an organisation, those of zero left out. */
export async function sums(organisationId: string): Promise<Record<string, bigint>> {
  const rows = await db.journalLine.groupBy({
    by: ['account'],
    where: { organisationId },
    _sum: { amountMinor: true },
    orderBy: { account: 'asc' },
  });
  const entries = rows.map(({ account, _sum }) => [account, _sum.amountMinor ?? 0n] as const);
  return Object.fromEntries(entries.filter(([, sum]) => sum !== 0n));
}

export const walletOf = (organisationId: string) =>
  db.wallet.findUniqueOrThrow({ where: { organisationId } });

/** What breaks the laws of the ledger now. */
export const broken = async () =>
  (await checkLaws(db, new Date())).filter(({ differences }) => differences.length > 0);

/** Takes a delivery as the door and the worker would. */
export async function take(delivery: Parameters<typeof settle>[0]): Promise<void> {
  const { ignored } = await receive(delivery);
  if (!ignored) await settle(delivery);
}

export type Shopper = { org: string; ctx: Context };
