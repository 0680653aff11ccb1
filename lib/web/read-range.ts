import { parse } from '@/lib/core/errors';
import { isPosition } from '@/lib/core/position';
import { StatementCursors, StatementInput } from '@/lib/domain/statements/schema';

type Days = { from: string; to: string };

/** The days of an address; what makes no range shows this month, and says so. */
export function readRange(
  raw: { from?: unknown; to?: unknown },
  now: Date,
): { days: Days; isWrong: boolean } {
  if (raw.from === undefined && raw.to === undefined) return { days: monthOf(now), isWrong: false };
  const read = StatementInput.safeParse({ from: raw.from, to: raw.to });
  if (!read.success) return { days: monthOf(now), isWrong: true };
  return { days: { from: read.data.from, to: read.data.to }, isWrong: false };
}

const { money, credits } = StatementCursors.shape;
const Cursors = StatementCursors.extend({
  money: money.refine((cursor) => !cursor || isPosition(cursor)).catch(undefined),
  credits: credits.catch(undefined),
});

/** The pages of an address; one that we did not give is the first. */
export const readCursors = (raw: Record<string, unknown>): StatementCursors => Cursors.parse(raw);

/** The days of a file: a file of other days than were asked for would be taken for what was asked. Error: `invalid`. */
export function askedRange(raw: { from?: unknown; to?: unknown }, now: Date): Days {
  if (raw.from === undefined && raw.to === undefined) return monthOf(now);
  const { from, to } = parse(StatementInput, { from: raw.from, to: raw.to });
  return { from, to };
}

function monthOf(now: Date): Days {
  const today = now.toISOString().slice(0, 10);
  return { from: `${today.slice(0, 7)}-01`, to: today };
}
