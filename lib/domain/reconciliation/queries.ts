import { type Context, authorise } from '@/lib/core/context';
import { type ReconciliationItemModel, type ReconciliationRunModel, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { decodePosition, encodePosition } from '@/lib/core/position';
import { dayIn } from '@/lib/core/time';
import { MAPPING_SETTING } from './import-statement';
import {
  CashTie,
  type Counts,
  CsvMapping,
  type ItemDto,
  type MatchKindName,
  type RunDto,
  type StatementDto,
  outcomes,
  matchKinds,
  reconciledProviders,
} from './schema';

const LISTED = 50;
const PAGE = 100;

async function namesOf(ids: (string | null)[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, name: true },
  });
  return new Map(users.map(({ id, name }) => [id, name]));
}

function runDto(run: ReconciliationRunModel, undecided: number, names: Map<string, string>): RunDto {
  const counts = run.counts as Partial<Counts>;
  return {
    id: run.id,
    provider: reconciledProviders.find((one) => one === run.provider) ?? 'stripe',
    from: dayIn(run.fromOn),
    to: dayIn(run.toOn),
    status: run.status,
    failure: run.failure,
    counts: {
      matched: counts.matched ?? 0,
      missing_here: counts.missing_here ?? 0,
      missing_there: counts.missing_there ?? 0,
      differs: counts.differs ?? 0,
      undecided,
    },
    ties: CashTie.array().safeParse(run.ties).data ?? [],
    createdAt: run.createdAt.toISOString(),
    createdBy: run.createdById && (names.get(run.createdById) ?? run.createdById),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

const undecided = { kind: { not: 'matched' as const }, decision: null };

/** Rows older than a page's last, and where the page after begins. `badCursor` for a place that we did not give. */
function olderThan(after: string | undefined, column: 'createdAt' | 'importedAt') {
  if (!after) return {};
  const { at, id } = decodePosition(after);
  return { [column]: { lte: at }, OR: [{ [column]: { lt: at } }, { id: { lt: id } }] };
}

type Listed<R> = { rows: R[]; next: string | null };
const paged = <R extends { id: string }>(found: R[], at: (row: R) => Date): Listed<R> => {
  const rows = found.slice(0, LISTED);
  const last = rows.at(-1);
  return { rows, next: found.length > LISTED && last ? encodePosition({ at: at(last), id: last.id }) : null };
};

/** Comparisons, the newest first, in keyset pages of fifty, each with how many differences nobody has decided. */
export async function listReconciliations(ctx: Context, after?: string): Promise<Listed<RunDto>> {
  authorise(ctx, 'revenue:read');
  const found = await db.reconciliationRun.findMany({
    where: olderThan(after, 'createdAt'),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: LISTED + 1,
  });
  const { rows: runs, next } = paged(found, ({ createdAt }) => createdAt);
  const open = await db.reconciliationItem.groupBy({
    by: ['runId'],
    where: { runId: { in: runs.map(({ id }) => id) }, ...undecided },
    _count: { _all: true },
  });
  const left = new Map(open.map(({ runId, _count }) => [runId, _count._all]));
  const names = await namesOf(runs.map(({ createdById }) => createdById));
  return { rows: runs.map((run) => runDto(run, left.get(run.id) ?? 0, names)), next };
}

type Asked = { kind?: string; after?: number };

/**
 * One comparison with its rows of a kind, a hundred at a time after the position `after`; the kind that needs most attention
 * first. Error: `not_found`.
 */
export async function getReconciliation(ctx: Context, runId: string, { kind, after = -1 }: Asked = {}) {
  authorise(ctx, 'revenue:read');
  const run = await db.reconciliationRun.findUnique({ where: { id: runId } });
  if (!run) throw notFound();
  const left = await db.reconciliationItem.count({ where: { runId, ...undecided } });
  const names = await namesOf([run.createdById]);
  const dto = runDto(run, left, names);
  const shown: MatchKindName =
    matchKinds.find((one) => one === kind) ?? matchKinds.find((one) => dto.counts[one] > 0) ?? 'matched';
  const rows = await db.reconciliationItem.findMany({
    where: { runId, kind: shown, position: { gt: after } },
    orderBy: { position: 'asc' },
    take: PAGE + 1,
  });
  const next = rows.length > PAGE ? (rows[PAGE - 1]?.position ?? null) : null;
  return { run: dto, kind: shown, next, items: await itemDtos(rows.slice(0, PAGE)) };
}

async function itemDtos(rows: ReconciliationItemModel[]): Promise<ItemDto[]> {
  const organisations = await db.organisation.findMany({
    where: { id: { in: rows.flatMap(({ organisationId }) => organisationId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const people = await namesOf(rows.map(({ decidedById }) => decidedById));
  const payments = await paymentsOf(rows);
  const references = await referencesOf(rows);
  return rows.map(({ organisationId, subjectId, ...row }) => ({
    ...{ position: row.position, kind: row.kind, organisationId, subjectId },
    organisation: organisationId && (names.get(organisationId) ?? organisationId),
    paymentId: subjectId && (payments.get(subjectId) ?? (subjectId.startsWith('pay_') ? subjectId : null)),
    reference: subjectId && (references.get(subjectId) ?? null),
    theirId: row.theirId,
    ourMinor: row.ourMinor?.toString() ?? null,
    theirMinor: row.theirMinor?.toString() ?? null,
    currency: row.currency,
    ourAt: row.ourAt?.toISOString() ?? null,
    theirAt: row.theirAt?.toISOString() ?? null,
    text: row.text,
    decision: outcomes.find((one) => one === row.decision) ?? null,
    note: row.note,
    decidedBy: row.decidedById && (people.get(row.decidedById) ?? row.decidedById),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}

/** What the payer of each transfer among them writes. */
async function referencesOf(rows: ReconciliationItemModel[]): Promise<Map<string, string>> {
  const found = await db.payment.findMany({
    where: { id: { in: rows.flatMap(({ subjectId }) => subjectId ?? []) }, provider: 'bank_transfer' },
    select: { id: true, reference: true },
  });
  return new Map(found.map(({ id, reference }) => [id, reference]));
}

/** The payment of each refund and dispute among them. */
async function paymentsOf(rows: ReconciliationItemModel[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ subjectId }) => subjectId ?? []);
  const select = { id: true, paymentId: true };
  const where = { id: { in: ids } };
  const found = [
    ...(await db.refund.findMany({ where, select })),
    ...(await db.dispute.findMany({ where, select })),
  ];
  return new Map(found.map(({ id, paymentId }) => [id, paymentId]));
}

/** Imported statements, the newest first, in keyset pages of fifty, and the mapping of the last CSV. */
export async function listStatements(
  ctx: Context,
  after?: string,
): Promise<{ statements: StatementDto[]; next: string | null; mapping: CsvMapping | null }> {
  authorise(ctx, 'revenue:read');
  const found = await db.bankStatement.findMany({
    where: olderThan(after, 'importedAt'),
    orderBy: [{ importedAt: 'desc' }, { id: 'desc' }],
    take: LISTED + 1,
    include: { _count: { select: { lines: true } } },
  });
  const { rows, next } = paged(found, ({ importedAt }) => importedAt);
  const kept = await db.setting.findUnique({ where: { key: MAPPING_SETTING } });
  const mapping = CsvMapping.safeParse(kept?.value);
  return {
    next,
    statements: rows.map((row) => ({
      ...{ id: row.id, fileName: row.fileName, format: row.format, account: row.account },
      ...{ currency: row.currency, from: dayIn(row.fromOn), to: dayIn(row.toOn), lines: row._count.lines },
      openingMinor: row.openingMinor?.toString() ?? null,
      closingMinor: row.closingMinor?.toString() ?? null,
      importedAt: row.importedAt.toISOString(),
    })),
    mapping: mapping.success ? mapping.data : null,
  };
}
