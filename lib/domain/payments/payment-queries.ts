import { type Context, authorise, tenant } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { listDisputesOf } from '@/lib/domain/disputes/queries';
import { dueOf, listProofsOf, proofDto } from '@/lib/domain/proofs/queries';
import { listRefundsOf } from '@/lib/domain/refunds/queries';
import { providersFor } from './providers';
import {
  type PaidForDto,
  type PayPageDto,
  type PaymentDetailDto,
  type PaymentFilter,
  PaymentRef,
  type PaymentRowDto,
} from './schema';
import { readTransferAccount } from './transfer-account';

const included = {
  organisation: { select: { id: true, name: true, currency: true, country: true } },
  purchase: true,
  invoice: true,
} as const satisfies Prisma.PaymentInclude;
type Row = Prisma.PaymentGetPayload<{ include: typeof included }>;

const PAGE = 50;
const iso = (at: Date | null) => at?.toISOString() ?? null;

function paidForOf({ purchase, invoice }: Row): PaidForDto {
  if (purchase) return { kind: 'purchase', id: purchase.id, label: purchase.packName, href: null };
  const number = invoice?.number ?? null;
  return { kind: 'invoice', id: invoice?.id ?? '', label: number ?? '', href: null };
}

const toRow = (row: Row): PaymentRowDto => ({
  id: row.id,
  organisation: { id: row.organisation.id, name: row.organisation.name },
  ...{ provider: row.provider, status: row.status, paidFor: paidForOf(row) },
  amountMinor: row.amountMinor.toString(),
  receivedMinor: row.receivedMinor.toString(),
  refundedMinor: row.refundedMinor.toString(),
  ...{ currency: row.currency, reference: row.reference, providerId: row.providerId },
  ...{ providerPaymentId: row.providerPaymentId, declineCode: row.declineCode },
  ...{ difference: row.difference, attempts: row.attempts },
  createdAt: row.createdAt.toISOString(),
  settledAt: iso(row.settledAt),
});

/** Every attempt to pay, newest first; keyset by id. `text` is a reference or an id of theirs or ours, whole. */
export async function listPaymentsForFinance(
  ctx: Context,
  filter: PaymentFilter = {},
): Promise<{ payments: PaymentRowDto[]; next: string | null }> {
  authorise(ctx, 'payments:manage');
  const { status, provider, text, before, differs, organisationId } = filter;
  const named = text?.trim();
  const rows = await db.payment.findMany({
    where: {
      ...{ status, provider, organisationId },
      ...(differs ? { NOT: { difference: null } } : {}),
      ...(before ? { id: { lt: before } } : {}),
      ...(named && {
        OR: ['id', 'reference', 'providerId', 'providerPaymentId', 'purchaseId', 'invoiceId'].map(
          (field) => ({
            [field]: named,
          }),
        ),
      }),
    },
    include: included,
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const next = rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null;
  return { payments: rows.slice(0, PAGE).map(toRow), next };
}

/** A payment with its events, refunds, disputes and proofs. Error: `not_found`. */
export async function getPaymentForFinance(
  ctx: Context,
  input: { paymentId: string },
): Promise<PaymentDetailDto> {
  authorise(ctx, 'payments:manage');
  const row = await find(input);
  const { organisationId, id } = row;
  const [events, refunds, disputes, proofs] = await Promise.all([
    db.providerEvent.findMany({
      where: { organisationId, subjectId: id },
      select: { eventId: true, type: true, outcome: true, receivedAt: true, processedAt: true },
      orderBy: { receivedAt: 'desc' },
      take: 200,
    }),
    listRefundsOf(organisationId, id),
    listDisputesOf(organisationId, id),
    listProofsOf(organisationId, id),
  ]);
  return {
    ...toRow(row),
    events: events.map(({ receivedAt, processedAt, ...event }) => ({
      ...event,
      receivedAt: receivedAt.toISOString(),
      processedAt: iso(processedAt),
    })),
    ...{ refunds, disputes, proofs },
  };
}

async function find(input: { paymentId: string }, organisationId?: string): Promise<Row> {
  const ref = PaymentRef.safeParse(input);
  const row =
    ref.data &&
    (await db.payment.findFirst({
      where: { id: ref.data.paymentId, ...(organisationId ? { organisationId } : {}) },
      include: included,
    }));
  if (!row) throw notFound();
  return row;
}

/** What is being paid, as its customer sees it: how much is due, where and how to pay, proofs and outcome. */
export async function getPayment(ctx: Context, input: { paymentId: string }): Promise<PayPageDto> {
  authorise(ctx, 'credits:buy');
  const row = await find(input, tenant(ctx));
  const { organisationId, id: paymentId } = row;
  const [offered, account, proofs] = await Promise.all([
    providersFor(row.organisation),
    row.provider === 'bank_transfer' ? readTransferAccount(row.currency) : null,
    db.proof.findMany({ where: { organisationId, paymentId }, orderBy: { id: 'desc' } }),
  ]);
  const isOpen = row.status === 'open' || row.status === 'processing';
  return {
    ...{ id: row.id, organisationId, provider: row.provider, status: row.status, paidFor: paidForOf(row) },
    amountMinor: row.amountMinor.toString(),
    receivedMinor: row.receivedMinor.toString(),
    dueMinor: dueOf(row).toString(),
    ...{ currency: row.currency, reference: row.reference, declineCode: row.declineCode },
    url: isOpen && row.provider !== 'bank_transfer' ? row.url : null,
    expiresAt: iso(row.expiresAt),
    settledAt: iso(row.settledAt),
    canPay: row.purchase ? row.purchase.status === 'pending' : row.invoice?.status === 'open',
    providers: offered.map(({ code }) => code),
    account: account && { holder: account.holder, bank: account.bank, iban: account.iban, bic: account.bic },
    proofs: proofs.map(proofDto),
  };
}
