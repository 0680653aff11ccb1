import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { type PaymentModel, type Tx, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, notFound, parse } from '@/lib/core/errors';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { expiryOf } from './expiry-of';
import { chooseProvider, openAtProvider } from './internal';
import { providerOf } from './providers';
import { StartPaymentInput } from './schema';
import { openPayment } from './steps';

type Subject = { purchaseId?: string; invoiceId?: string };
type Asked = Subject & { amountMinor: bigint; currency: string; description: string };

type Started = { paymentId: string; url: string };

/**
 * Another way to pay for a purchase that is open, or an invoice that is. An attempt by the same provider that can still be
 * paid is given again; pages of others close first. Gives the address to pay at: the provider's, or our own for a
 * transfer. Errors: `not_found`; `conflict` purchaseClosed or invoiceClosed; `invalid` providerNotOffered;
 * `provider_unavailable`.
 */
export async function startPayment(ctx: Context, input: z.input<typeof StartPaymentInput>): Promise<Started> {
  authorise(ctx, 'credits:buy');
  const { provider, ...subject } = parse(StartPaymentInput, input);
  return payOpen(ctx, subject, provider);
}

/** The same for a verb that has decided who may; it reaches the provider, so no transaction may be open. */
export async function payOpen(ctx: Context, subject: Subject, provider: ProviderCode): Promise<Started> {
  const organisationId = tenant(ctx);
  const chosen = await chooseProvider(organisationId, provider);
  const open = await readOpen(organisationId, subject);
  const twin = open.find((one) => one.provider === chosen.code && isLive(ctx, one));
  if (twin) return { paymentId: twin.id, url: twin.url ?? ourPage(twin.id) };
  for (const other of open) if (other.providerId) await providerOf(other.provider).close(other.providerId);
  const started = await transaction((tx) => write(tx, ctx, subject, chosen.code, open));
  const [person, organisation] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { email: true } }),
    db.organisation.findUniqueOrThrow({
      where: { id: organisationId },
      select: { name: true, country: true },
    }),
  ]);
  const { payment, description } = started;
  const url = await openAtProvider(payment, { description, email: person.email, organisation });
  return { paymentId: payment.id, url };
}

const ourPage = (paymentId: string) => `${env.APP_URL}/billing/payments/${paymentId}`;
const isLive = (ctx: Context, { expiresAt, url, provider }: PaymentModel) =>
  expiresAt !== null && expiresAt > ctx.now && (url !== null || provider === 'bank_transfer');

const readOpen = (organisationId: string, subject: Subject) =>
  db.payment.findMany({
    where: {
      ...{ organisationId, ...subject, status: { in: ['open', 'processing'] } },
      OR: [{ providerId: null }, { NOT: { providerId: { startsWith: 'in_' } } }],
    },
    orderBy: { id: 'desc' },
  });

async function write(tx: Tx, ctx: Context, subject: Subject, provider: ProviderCode, others: PaymentModel[]) {
  const organisationId = tenant(ctx);
  const { description, ...asked } = await readAsked(tx, organisationId, subject);
  // A transfer may be on its way, and a wallet may think: those stay.
  const closed = others.filter((one) => one.status === 'open' && one.provider !== 'bank_transfer');
  await tx.payment.updateMany({
    where: { organisationId, id: { in: closed.map(({ id }) => id) }, status: 'open' },
    data: { status: 'cancelled' },
  });
  const expiresAt = await expiryOf(tx, provider, ctx.now);
  if (subject.purchaseId)
    await tx.purchase.updateMany({
      where: { organisationId, id: subject.purchaseId, expiresAt: { lt: expiresAt } },
      data: { expiresAt },
    });
  const createdById = caller(ctx);
  const payment = await openPayment(tx, ctx, { organisationId, provider, ...asked, createdById, expiresAt });
  return { payment, description };
}

/** Locks what is to be paid, and says how much is due of it. */
async function readAsked(tx: Tx, organisationId: string, { purchaseId, invoiceId }: Subject): Promise<Asked> {
  if (purchaseId) {
    await tx.$queryRaw`SELECT 1 FROM "Purchase" WHERE "organisationId" = ${organisationId} AND id = ${purchaseId} FOR UPDATE`;
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    const purchase = await tx.purchase.findUnique({ where });
    if (!purchase) throw notFound();
    if (purchase.status !== 'pending' || purchase.origin === 'auto_top_up')
      throw new AppError('conflict', 'purchaseClosed');
    const { totalMinor: amountMinor, currency, packName: description } = purchase;
    return { purchaseId, amountMinor, currency, description };
  }
  await tx.$queryRaw`SELECT 1 FROM "Invoice" WHERE "organisationId" = ${organisationId} AND id = ${invoiceId} FOR UPDATE`;
  const where = { organisationId_id: { organisationId, id: invoiceId ?? '' } };
  const invoice = await tx.invoice.findUnique({ where });
  if (!invoice || invoice.status === 'draft') throw notFound();
  const amountMinor = invoice.totalMinor - invoice.paidMinor;
  // Stripe collects what Stripe billed.
  if (invoice.status !== 'open' || amountMinor <= 0n || invoice.providerInvoiceId)
    throw new AppError('conflict', 'invoiceClosed');
  return { invoiceId, amountMinor, currency: invoice.currency, description: invoice.number ?? '' };
}
