import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import type { CustomerDto, CustomerPurchaseDto, CustomerRequestDto } from './schema';

const PAGE = 25;

/** An id of the wrong shape is as unknown as one that nobody has. */
function known(kind: 'organisation' | 'purchase' | 'request', value: string): string {
  const result = Id(kind).safeParse(value);
  if (!result.success) throw notFound();
  return result.data;
}

/** What stands on a customer's page for staff, without the wallet (lib/domain/wallet). Error: `not_found`. */
export async function getCustomer(ctx: Context, organisationId: string): Promise<CustomerDto> {
  authorise(ctx, 'customers:read');
  const id = known('organisation', organisationId);
  const row = await db.organisation.findUnique({
    where: { id },
    include: {
      subscriptions: { where: { status: { not: 'cancelled' } }, take: 1 },
      members: {
        orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
        include: {
          user: {
            include: {
              sessions: { where: { organisationId: id }, orderBy: { lastSeenAt: 'desc' }, take: 1 },
            },
          },
        },
      },
    },
  });
  if (!row) throw notFound();
  const paid = await db.purchase.groupBy({
    by: ['currency'],
    where: { organisationId: id, status: 'paid' },
    _sum: { totalMinor: true },
    _count: true,
    orderBy: { currency: 'asc' },
  });
  const [subscription] = row.subscriptions;
  return {
    ...{
      id,
      name: row.name,
      customerClass: row.customerClass,
      currency: row.currency,
      timeZone: row.timeZone,
    },
    createdAt: row.createdAt.toISOString(),
    subscription: subscription
      ? {
          tier: subscription.tierName,
          priceMinor: subscription.priceMinor.toString(),
          currency: subscription.currency,
          status: subscription.status,
          periodEnd: subscription.periodEnd.toISOString(),
        }
      : null,
    paid: paid.map(({ currency, _sum, _count }) => ({
      currency,
      totalMinor: (_sum.totalMinor ?? 0n).toString(),
      purchases: _count,
    })),
    members: row.members.map(({ role, user }) => ({
      ...{ id: user.id, name: user.name, email: user.email, role },
      lastSeenAt: user.sessions[0]?.lastSeenAt.toISOString() ?? null,
      isActive: user.deactivatedAt === null,
    })),
  };
}

/** A customer's purchases, newest first; `before` is the id that the last page ended with. */
export async function listPurchasesOf(ctx: Context, organisationId: string, before?: string) {
  authorise(ctx, 'customers:read');
  const rows = await db.purchase.findMany({
    where: {
      organisationId: known('organisation', organisationId),
      id: before ? { lt: known('purchase', before) } : undefined,
    },
    include: { createdBy: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const purchases = rows.slice(0, PAGE).map((row): CustomerPurchaseDto => ({
    ...{ id: row.id, packName: row.packName, currency: row.currency, status: row.status },
    credits: creditsToDecimal(row.creditsMicro),
    totalMinor: row.totalMinor.toString(),
    buyer: row.createdBy?.name ?? null,
    origin: row.origin,
    createdAt: row.createdAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  }));
  return { purchases, next: rows.length > PAGE ? (purchases.at(-1)?.id ?? null) : null };
}

/** A customer's requests, newest first, without what was written in them; `before` as above. */
export async function listRequestsOf(ctx: Context, organisationId: string, before?: string) {
  authorise(ctx, 'customers:read');
  const rows = await db.request.findMany({
    where: {
      organisationId: known('organisation', organisationId),
      id: before ? { lt: known('request', before) } : undefined,
    },
    include: { expert: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const requests = rows.slice(0, PAGE).map((row): CustomerRequestDto => ({
    ...{ id: row.id, number: row.number, subject: row.subject, status: row.status, urgency: row.urgency },
    price: creditsToDecimal(row.priceMicro),
    expert: row.expert?.name ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
  return { requests, next: rows.length > PAGE ? (requests.at(-1)?.id ?? null) : null };
}
