import { type Context, authorise } from '@/lib/core/context';
import { toCsv } from '@/lib/core/csv';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { moneyToDecimal } from '@/lib/core/money';

const HEAD = [
  ...['outcome', 'customer id', 'ours', 'theirs', 'our amount', 'their amount', 'currency'],
  ...['our time', 'their time', 'about', 'decision', 'note', 'decided at'],
];

/** The rows of a comparison as CSV, differences first. Error: `not_found`. */
export async function exportReconciliation(ctx: Context, runId: string): Promise<string> {
  authorise(ctx, 'revenue:read');
  if (!Id('reconciliation').safeParse(runId).success) throw notFound();
  const run = await db.reconciliationRun.findUnique({
    where: { id: runId },
    include: { items: { orderBy: { position: 'asc' } } },
  });
  if (!run) throw notFound();
  const money = (minor: bigint | null, currency: string) =>
    minor === null ? null : moneyToDecimal(minor, currency);
  return toCsv([
    HEAD,
    ...run.items.map((item) => [
      ...[item.kind, item.organisationId, item.subjectId, item.theirId],
      ...[money(item.ourMinor, item.currency), money(item.theirMinor, item.currency), item.currency],
      ...[item.ourAt?.toISOString() ?? null, item.theirAt?.toISOString() ?? null, item.text],
      ...[item.decision, item.note, item.decidedAt?.toISOString() ?? null],
    ]),
  ]);
}
