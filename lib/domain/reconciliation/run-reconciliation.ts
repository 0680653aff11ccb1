import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, db, transaction } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { tieCash } from './cash-tie';
import { readOurs } from './ours';
import { type Item, matchUp } from './rules';
import { type CashTie, type ReconciledProvider, matchKinds, reconciledProviders } from './schema';
import { readTheirs } from './theirs';

/** The two sides may date a movement some days apart. */
const APART_DAYS = 5;
const CHUNK = 1_000;

/**
 * Makes a comparison that somebody asked for, and keeps what it found; one that is made already is left as it is. Reads only
 * outside of the transaction that keeps it. Errors: `not_found`; `provider_unavailable`, and then it is tried again.
 */
export async function runReconciliation(ctx: Context, { runId }: { runId: string }): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const run = await db.reconciliationRun.findUnique({ where: { id: runId } });
  if (!run) throw notFound();
  if (run.status === 'ready') return;
  const provider = reconciledProviders.find((one) => one === run.provider);
  if (!provider) throw notFound();
  await db.reconciliationRun.update({ where: { id: runId }, data: { status: 'running', failure: null } });
  try {
    const span = { start: run.fromOn, end: addDays(run.toOn, 1) };
    const items = await compare(provider, span);
    await keep(ctx, runId, { items, ties: provider === 'stripe' ? await tieCash(ctx.now) : [], provider });
  } catch (error) {
    const failure = error instanceof AppError ? error.reason : 'unexpected';
    await db.reconciliationRun.updateMany({
      where: { id: runId, status: 'running' },
      data: { status: 'failed', failure, finishedAt: ctx.now },
    });
    throw error;
  }
}

async function compare(provider: ReconciledProvider, span: { start: Date; end: Date }): Promise<Item[]> {
  const wide = { start: addDays(span.start, -APART_DAYS), end: addDays(span.end, APART_DAYS) };
  const ours = await readOurs(db, provider, wide);
  return matchUp(ours, await readTheirs(provider, wide, ours), span, provider === 'bank_transfer');
}

type Owner = { organisationId: string; id: string };

/** The payments that what is missing here belongs to, by the names that the other side gives them. */
async function ownersOf(provider: string, items: Item[]): Promise<Map<Item, Owner>> {
  const missing = items.filter(({ ours, theirs }) => !ours && (theirs?.belongsTo?.length ?? 0) > 0);
  const names = missing.flatMap(({ theirs }) => theirs?.belongsTo ?? []);
  const payments = await db.payment.findMany({
    where: { provider, OR: [{ reference: { in: names } }, { providerPaymentId: { in: names } }] },
    select: { organisationId: true, id: true, reference: true, providerPaymentId: true },
  });
  return new Map(
    missing.flatMap((item) => {
      const belongsTo = new Set(item.theirs?.belongsTo);
      const owner = payments.find(
        (one) => belongsTo.has(one.reference) || belongsTo.has(one.providerPaymentId ?? ''),
      );
      return owner ? [[item, owner] as const] : [];
    }),
  );
}

type Made = { provider: string; items: Item[]; ties: CashTie[] };

async function keep(ctx: Context, runId: string, { provider, items, ties }: Made): Promise<void> {
  const owners = await ownersOf(provider, items);
  const ordered = items.toSorted((a, b) => matchKinds.indexOf(a.kind) - matchKinds.indexOf(b.kind));
  const counts = Object.fromEntries(
    matchKinds.map((kind) => [kind, items.filter((item) => item.kind === kind).length]),
  );
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "ReconciliationRun" WHERE id = ${runId} FOR UPDATE`;
    const run = await tx.reconciliationRun.findUniqueOrThrow({ where: { id: runId } });
    // Another worker may have been quicker: what it kept, with what was decided of it, stays.
    if (run.status === 'ready') return;
    await tx.reconciliationItem.deleteMany({ where: { runId } });
    for (let from = 0; from < ordered.length; from += CHUNK)
      await tx.reconciliationItem.createMany({
        data: ordered
          .slice(from, from + CHUNK)
          .map((item, nth) => rowOf(runId, from + nth, item, owners.get(item))),
      });
    await tx.reconciliationRun.update({
      where: { id: runId },
      data: { status: 'ready', counts, ties, failure: null, finishedAt: ctx.now },
    });
  });
}

function rowOf(
  runId: string,
  position: number,
  { kind, ours, theirs }: Item,
  owner?: Owner,
): Prisma.ReconciliationItemCreateManyInput {
  return {
    ...{ runId, position, kind, currency: (theirs ?? ours)?.currency ?? 'USD' },
    organisationId: ours?.organisationId ?? owner?.organisationId ?? null,
    subjectId: ours?.subjectId ?? owner?.id ?? null,
    theirId: theirs?.id ?? null,
    ourMinor: ours?.isSettled ? ours.amountMinor : null,
    theirMinor: theirs?.amountMinor ?? null,
    ourAt: ours?.isSettled ? ours.at : null,
    theirAt: theirs?.at ?? null,
    text: [theirs?.text, ours?.text, currencies(ours?.currency, theirs?.currency)]
      .filter(Boolean)
      .join(' · ')
      .slice(0, 500),
  };
}

/** Both currencies, where they are not the same. */
const currencies = (our?: string, their?: string) =>
  our && their && our !== their ? `${our} ≠ ${their}` : '';
