import { createHash } from 'node:crypto';
import { AppError, type ErrorValues } from '@/lib/core/errors';

/** One movement on an account; what came in is above zero. */
export type StatementLine = {
  /** A day, `2026-11-20`. */
  bookedOn: string;
  amountMinor: bigint;
  currency: string;
  /** Everything that the payer wrote: remittance text and structured references. */
  reference: string;
  name: string;
  /** The bank's own id, or one made of what the line says: the same line in two files has the same one. */
  theirId: string;
};

export type Statement = {
  format: 'camt.053' | 'csv';
  account: string;
  currency: string;
  fromOn: string;
  toOn: string;
  openingMinor: bigint | null;
  closingMinor: bigint | null;
  lines: StatementLine[];
};

/** A refusal of a file, with the line or place that is wrong. */
export const refused = (reason: string, values?: ErrorValues) => new AppError('invalid', reason, { values });

type Unnamed = Omit<StatementLine, 'theirId'> & { theirId: string | null };

/** Gives lines without an id of the bank's one of their own: what they say, and which of its like in the file it is. */
export function withIds(account: string, lines: Unnamed[]): StatementLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    if (line.theirId) return { ...line, theirId: line.theirId };
    const { bookedOn, amountMinor, currency, reference, name } = line;
    const says = [account, bookedOn, amountMinor.toString(), currency, reference, name].join('\n');
    const nth = (seen.get(says) ?? 0) + 1;
    seen.set(says, nth);
    const hash = createHash('sha256').update(`${says}\n${nth}`).digest('hex').slice(0, 32);
    return { ...line, theirId: `#${hash}` };
  });
}

/** The first and the last day of some lines, both included. */
export function daysOf(lines: readonly { bookedOn: string }[]): { fromOn: string; toOn: string } {
  const days = lines.map(({ bookedOn }) => bookedOn).toSorted();
  return { fromOn: days[0] ?? '1970-01-01', toOn: days.at(-1) ?? '1970-01-01' };
}

/** A day that the calendar has; null for anything else. */
export function dayOf(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return null;
  return date >= '1970-01-01' && date < '3000-01-01' ? date : null;
}
