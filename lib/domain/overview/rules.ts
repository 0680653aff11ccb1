import { creditsToDecimal } from '@/lib/core/credits';
import { groupBy } from '@/lib/core/group-by';
import { addDays, dayIn } from '@/lib/core/time';
import type { UsageDayRow } from '@/lib/domain/wallet/queries';
import type { NextAction, OverviewDto, WaitingDto } from './schema';

/** The chart's span: the last 30 days beside the 30 before them. */
export const USAGE_DAYS = 30;
const SERVICES_SHOWN = 5;

/** Folds the rollup into days and services; what is beyond the five largest services is one `other`. */
export function foldUsage(
  rows: readonly UsageDayRow[],
  names: ReadonlyMap<string, string>,
  now: Date,
): OverviewDto['usage'] & { totalMicro: bigint } {
  const today = dayIn(now);
  const dayAt = (back: number) => dayIn(addDays(new Date(`${today}T00:00:00Z`), -back));
  const firstShown = dayAt(USAGE_DAYS - 1);
  const shown = rows.filter(({ day }) => day >= firstShown);
  const byDay = groupBy(rows, ({ day }) => day);
  const sum = (part: readonly UsageDayRow[] = []) =>
    part.reduce((total, row) => total + row.consumedMicro, 0n);
  const largest = [...groupBy(shown, ({ serviceCode }) => serviceCode)]
    .map(([code, part]) => ({ code, total: sum(part) }))
    .sort((a, b) => (a.total === b.total ? a.code.localeCompare(b.code) : a.total < b.total ? 1 : -1));
  const named = largest.slice(0, SERVICES_SHOWN).map(({ code }) => code);
  const bucket = (code: string) => (named.includes(code) ? code || 'other' : 'other');
  const services = [...new Set(largest.map(({ code }) => bucket(code)))];
  const days = Array.from({ length: USAGE_DAYS }, (_, index) => {
    const back = USAGE_DAYS - 1 - index;
    const part = byDay.get(dayAt(back)) ?? [];
    const perService = groupBy(part, ({ serviceCode }) => bucket(serviceCode));
    return {
      day: dayAt(back),
      total: creditsToDecimal(sum(part)),
      before: creditsToDecimal(sum(byDay.get(dayAt(back + USAGE_DAYS)))),
      byService: Object.fromEntries(
        [...perService].map(([code, list]) => [code, creditsToDecimal(sum(list))]),
      ),
    };
  });
  return {
    services: services.map((code) => ({ code, name: names.get(code) ?? code })),
    days,
    total: creditsToDecimal(sum(shown)),
    totalBefore: creditsToDecimal(sum(rows) - sum(shown)),
    totalMicro: sum(shown),
  };
}

/** The pace is reckoned from the first use within the window: a customer of three days has three days of it. */
export function paceStart(rows: readonly UsageDayRow[], now: Date): Date {
  const window = addDays(now, -USAGE_DAYS);
  const first = rows.find(({ day }) => day >= dayIn(window));
  const firstUse = first ? new Date(`${first.day}T00:00:00Z`) : window;
  return firstUse > window ? firstUse : window;
}

/** One suggestion: answer first (somebody waits), then credits (nothing works without), then the rest. */
export function nextAction(facts: {
  waiting: readonly WaitingDto[];
  availableMicro: bigint;
  lowMicro: bigint;
  requests: number;
}): NextAction {
  if (facts.waiting.some(({ kind }) => kind === 'answer')) return 'answer';
  if (facts.availableMicro <= facts.lowMicro) return 'buy';
  if (facts.waiting.some(({ kind }) => kind === 'rate')) return 'rate';
  return facts.requests === 0 ? 'file' : 'none';
}
