import type { Readable } from 'node:stream';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { fileStore } from '@/lib/integrations/storage/choose';
import { type ProofDto, ProofRef, type ProofState, type ReviewDto, type ReviewRowDto } from './schema';

const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null;

type Plain = Prisma.ProofGetPayload<object>;

export const proofDto = (row: Plain): ProofDto => ({
  ...{ id: row.id, fileName: row.fileName, mediaType: row.mediaType, sizeBytes: row.sizeBytes },
  statedMinor: row.statedMinor.toString(),
  statedOn: day(row.statedOn) ?? '',
  statedReference: row.statedReference,
  status: row.status,
  receivedMinor: row.receivedMinor?.toString() ?? null,
  receivedOn: day(row.receivedOn),
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
});

const withPayment = {
  organisation: { select: { id: true, name: true } },
  payment: { include: { purchase: true, invoice: true } },
} as const satisfies Prisma.ProofInclude;
type Row = Prisma.ProofGetPayload<{ include: typeof withPayment }>;

/** What is awaited of a payment: an invoice may have been paid in part by another one. */
export function dueOf(payment: {
  status: string;
  amountMinor: bigint;
  receivedMinor: bigint;
  refundedMinor: bigint;
  invoice: { totalMinor: bigint; paidMinor: bigint } | null;
  purchaseId: string | null;
}): bigint {
  if (payment.status === 'succeeded') return 0n;
  const { invoice, purchaseId, amountMinor, receivedMinor, refundedMinor } = payment;
  const due =
    invoice && !purchaseId
      ? invoice.totalMinor - invoice.paidMinor
      : amountMinor - receivedMinor + refundedMinor;
  return due > 0n ? due : 0n;
}

const reviewRow = (row: Row): ReviewRowDto => ({
  ...proofDto(row),
  organisation: row.organisation,
  paymentId: row.paymentId,
  dueMinor: dueOf(row.payment).toString(),
  currency: row.payment.currency,
  reference: row.payment.reference,
});

const PAGE = 50;

/** Proofs for finance, the oldest of those that wait first, or the newest of the rest; keyset by id. */
export async function listProofs(
  ctx: Context,
  page: { status?: ProofState; after?: string } = {},
): Promise<{ proofs: ReviewRowDto[]; next: string | null }> {
  authorise(ctx, 'payments:manage');
  const isQueue = (page.status ?? 'submitted') === 'submitted';
  const beyond = page.after && (isQueue ? { gt: page.after } : { lt: page.after });
  const rows = await db.proof.findMany({
    where: { status: page.status ?? 'submitted', ...(beyond ? { id: beyond } : {}) },
    include: withPayment,
    orderBy: { id: isQueue ? 'asc' : 'desc' },
    take: PAGE + 1,
  });
  const next = rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null;
  return { proofs: rows.slice(0, PAGE).map(reviewRow), next };
}

/** The proofs of one payment, for its page at finance. */
export async function listProofsOf(organisationId: string, paymentId: string): Promise<ReviewRowDto[]> {
  const where = { organisationId, paymentId };
  const rows = await db.proof.findMany({ where, include: withPayment, orderBy: { id: 'desc' } });
  return rows.map(reviewRow);
}

/** A proof with what is needed to decide, and where the same file was seen. Error: `not_found`. */
export async function getProofForFinance(ctx: Context, input: { proofId: string }): Promise<ReviewDto> {
  authorise(ctx, 'payments:manage');
  const row = await find(input);
  const { payment } = row;
  const twins = await db.proof.findMany({
    where: { sha256: row.sha256, NOT: { id: row.id } },
    include: withPayment,
    orderBy: { id: 'desc' },
    take: 20,
  });
  const people = await db.user.findMany({
    where: { id: { in: [row.uploadedById, row.reviewedById ?? row.uploadedById] } },
    select: { id: true, name: true },
  });
  const name = (id: string | null) => people.find((one) => one.id === id)?.name ?? null;
  return {
    ...reviewRow(row),
    paidForLabel: payment.purchase?.packName ?? payment.invoice?.number ?? payment.reference,
    paymentStatus: payment.status,
    receivedBeforeMinor: payment.receivedMinor.toString(),
    uploadedBy: name(row.uploadedById) ?? '',
    reviewedBy: name(row.reviewedById),
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    sameFile: twins.map((twin) => ({
      ...{ id: twin.id, organisation: twin.organisation.name, reference: twin.payment.reference },
      ...{ status: twin.status, createdAt: twin.createdAt.toISOString() },
    })),
  };
}

async function find(input: { proofId: string }, organisationId?: string): Promise<Row> {
  const ref = ProofRef.safeParse(input);
  const row =
    ref.data &&
    (await db.proof.findFirst({
      where: { id: ref.data.proofId, ...(organisationId ? { organisationId } : {}) },
      include: withPayment,
    }));
  if (!row) throw notFound();
  return row;
}

export type ProofFile = { fileName: string; mediaType: string; size: number; stream: Readable };

async function open({ storageKey, fileName, mediaType }: Row): Promise<ProofFile> {
  const { stream, size } = await fileStore().get(storageKey);
  return { fileName, mediaType, size, stream };
}

/** The file of a proof of the caller's own organisation, as it was sent. Error: `not_found`. */
export async function readProof(ctx: Context, input: { proofId: string }): Promise<ProofFile> {
  authorise(ctx, 'credits:buy');
  return open(await find(input, tenant(ctx)));
}

/** The same for finance, of any organisation. */
export async function readProofForFinance(ctx: Context, input: { proofId: string }): Promise<ProofFile> {
  authorise(ctx, 'payments:manage');
  return open(await find(input));
}
