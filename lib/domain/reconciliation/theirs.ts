import { db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { feeOf } from '@/lib/domain/payouts/rules';
import { type BalanceLine, listBalance } from '@/lib/integrations/stripe/balance';
import { type Ours, type Span, type Theirs, plainReference } from './rules';
import type { ReconciledProvider } from './schema';
import { askPaymob } from './theirs-paymob';

/** What the other side tells of some days. Network calls: never inside a transaction. Throws `provider_unavailable`. */
export async function readTheirs(
  provider: ReconciledProvider,
  span: Span,
  ours: readonly Ours[],
): Promise<Theirs[]> {
  if (provider === 'stripe') return (await listBalance({ from: span.start, to: span.end })).map(balanceLine);
  if (provider === 'bank_transfer') return bankLines(span, (account) => account !== 'paymob');
  const [asked, imported] = [await askPaymob(ours), await bankLines(span, (account) => account === 'paymob')];
  // Finance may import the list that Paymob's dashboard exports as a statement of the account «paymob»: it tells of what
  // nobody here knows.
  const known = new Set(asked.map(({ key }) => key));
  return [...asked, ...imported.filter(({ key }) => !known.has(key)).map((line) => disputed(line, ours))];
}

/** What is no customer's is known by its own id. Fees that came with a payment are part of its line. */
function balanceLine({ settled, ...line }: BalanceLine): Theirs {
  if (line.kind === 'fee') return { ...line, key: line.id, amountMinor: -feeOf({ settled, ...line }) };
  return line.kind === 'payout' || line.kind === 'other' ? { ...line, key: line.id } : line;
}

/** A line about a dispute that finance recorded: by its id there, or by what the line says. */
function disputed(line: Theirs, ours: readonly Ours[]): Theirs {
  const text = plainReference(line.text);
  const keys = ours.filter(({ kind }) => kind === 'dispute').flatMap((one) => one.keys);
  const key = keys.find((one) => one === line.key || text.includes(plainReference(one)));
  return key ? { ...line, kind: 'dispute', key } : line;
}

/** Lines of imported statements, each once, however many files it stands in. */
async function bankLines(span: Span, isWanted: (account: string) => boolean): Promise<Theirs[]> {
  const rows = await db.bankLine.findMany({
    where: {
      bookedOn: { gte: new Date(dayIn(span.start)), lt: new Date(dayIn(span.end)) },
      amountMinor: { not: 0n },
    },
    include: { statement: { select: { account: true } } },
    orderBy: [{ bookedOn: 'asc' }, { statementId: 'asc' }, { position: 'asc' }],
  });
  const seen = new Set<string>();
  return rows
    .filter(({ statement }) => isWanted(statement.account))
    .filter(({ statement, theirId, statementId, position }) => {
      const id = `${statement.account} ${theirId ?? `${statementId}/${position}`}`;
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    })
    .map((row) => ({
      kind: row.amountMinor > 0n ? ('payment' as const) : ('refund' as const),
      ...{ id: row.theirId ?? `${row.statementId}/${row.position}`, key: row.theirId },
      ...{ amountMinor: row.amountMinor, currency: row.currency, at: row.bookedOn },
      text: [row.reference, row.name].filter(Boolean).join(' · '),
    }));
}
