import { StatementInput } from '@/lib/domain/statements/schema';

type Days = { from: string; to: string };

/** The days of an address; what makes no range shows this month, and says so. */
export function readRange(
  raw: { from?: unknown; to?: unknown },
  now: Date,
): { days: Days; isWrong: boolean } {
  const today = now.toISOString().slice(0, 10);
  const month = { from: `${today.slice(0, 7)}-01`, to: today };
  if (raw.from === undefined && raw.to === undefined) return { days: month, isWrong: false };
  const read = StatementInput.safeParse({ from: raw.from, to: raw.to });
  if (!read.success) return { days: month, isWrong: true };
  return { days: { from: read.data.from, to: read.data.to }, isWrong: false };
}
