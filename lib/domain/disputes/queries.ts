import type { Readable } from 'node:stream';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { lotOf, readTaken } from '@/lib/domain/refunds/taken';
import { fileStore } from '@/lib/integrations/storage/choose';
import {
  type DisputeDetailDto,
  type DisputeDto,
  type DisputeMoment,
  DisputeRef,
  type DisputeStatus,
  EvidenceRef,
} from './schema';
import { shareOf } from './rules';

const included = {
  organisation: { select: { name: true } },
  payment: { select: { provider: true } },
  evidence: { orderBy: { position: 'asc' } },
} as const satisfies Prisma.DisputeInclude;
type Row = Prisma.DisputeGetPayload<{ include: typeof included }>;

const iso = (at: Date | null) => at?.toISOString() ?? null;

async function toDtos(rows: Row[]): Promise<DisputeDto[]> {
  const ids = new Set(rows.flatMap(({ evidence }) => evidence.map(({ addedById }) => addedById)));
  const people = await db.user.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    paymentId: row.paymentId,
    organisationId: row.organisationId,
    organisation: row.organisation.name,
    provider: row.payment.provider,
    providerDisputeId: row.providerDisputeId,
    amountMinor: row.amountMinor.toString(),
    feeMinor: row.feeMinor.toString(),
    currency: row.currency,
    reason: row.reason,
    status: row.status,
    evidenceDueAt: iso(row.evidenceDueAt),
    submittedAt: iso(row.submittedAt),
    frozen: creditsToDecimal(row.frozenMicro),
    clawed: creditsToDecimal(row.clawedMicro),
    openedAt: row.openedAt.toISOString(),
    closedAt: iso(row.closedAt),
    evidence: row.evidence.map(({ position, kind, body, fileName, addedById, addedAt }) => ({
      ...{ position, kind, body, fileName },
      ...{ addedBy: names.get(addedById) ?? '', addedAt: addedAt.toISOString() },
    })),
    timeline: timelineOf(row),
  }));
}

function timelineOf(row: Row): DisputeMoment[] {
  const moments: DisputeMoment[] = [
    { kind: 'opened', at: row.openedAt.toISOString(), detail: row.reason },
    ...row.evidence.map(({ kind, addedAt }) => ({
      ...{ kind: 'evidence' as const, at: addedAt.toISOString(), detail: kind },
    })),
  ];
  if (row.frozenMicro > 0n)
    moments.push({
      ...{ kind: 'frozen', at: row.openedAt.toISOString(), detail: creditsToDecimal(row.frozenMicro) },
    });
  if (row.submittedAt) moments.push({ kind: 'submitted', at: row.submittedAt.toISOString(), detail: null });
  if (row.closedAt && (row.status === 'won' || row.status === 'lost'))
    moments.push({ kind: row.status, at: row.closedAt.toISOString(), detail: null });
  return moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A dispute with its evidence and its story. Error: `not_found`. */
export async function getDisputeForFinance(
  ctx: Context,
  input: { disputeId: string },
): Promise<DisputeDetailDto> {
  authorise(ctx, 'payments:manage');
  const ref = DisputeRef.safeParse(input);
  const row =
    ref.data && (await db.dispute.findFirst({ where: { id: ref.data.disputeId }, include: included }));
  if (!row) throw notFound();
  const [dto] = await toDtos([row]);
  if (!dto) throw notFound();
  return { ...dto, share: await readShare(row) };
}

/** What the dispute would freeze if nothing of the payment's credits had been used. */
async function readShare({
  organisationId,
  paymentId: id,
  amountMinor,
  holdId,
}: Row): Promise<string | null> {
  if (!holdId) return null;
  const payment = await db.payment.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id } },
  });
  const lot = await lotOf(db, payment);
  const { paidMinor } = await readTaken(db, payment);
  return lot && creditsToDecimal(shareOf(lot, amountMinor, paidMinor));
}

/** The disputes of one payment, the newest first; the caller has authorised. */
export async function listDisputesOf(organisationId: string, paymentId: string): Promise<DisputeDto[]> {
  const where = { organisationId, paymentId };
  return toDtos(await db.dispute.findMany({ where, include: included, orderBy: { id: 'desc' } }));
}

const PAGE = 50;

/** The disputes of all payments, the newest first; keyset by id. */
export async function listDisputes(ctx: Context, filter: { status?: DisputeStatus; before?: string } = {}) {
  authorise(ctx, 'payments:manage');
  const rows = await db.dispute.findMany({
    where: { status: filter.status, ...(filter.before ? { id: { lt: filter.before } } : {}) },
    include: included,
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const disputes = await toDtos(rows.slice(0, PAGE));
  return { disputes, next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null };
}

type EvidenceFile = { fileName: string; mediaType: string; size: number; stream: Readable };

/** The document of a piece of evidence, as it was sent. Error: `not_found`. */
export async function readEvidenceFile(
  ctx: Context,
  input: { disputeId: string; position: string },
): Promise<EvidenceFile> {
  authorise(ctx, 'payments:manage');
  const where = EvidenceRef.safeParse(input).data;
  const piece = where && (await db.disputeEvidence.findFirst({ where }));
  if (!piece?.storageKey || !piece.fileName || !piece.mediaType) throw notFound();
  const { stream, size } = await fileStore().get(piece.storageKey);
  return { fileName: piece.fileName, mediaType: piece.mediaType, size, stream };
}
