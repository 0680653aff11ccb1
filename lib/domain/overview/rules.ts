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

type Named = { id: string; number: string; subject: string; status: string };
type Unpaid = { id: string; number: string; dueMinor: string; currency: string; overdueDays: number };
type Allowance = { tierName: string; late: { isByCard: boolean; invoiceIds: string[] } | null };

/** What waits for the reader. An invoice that the card is charged for waits as the renewal of its tier. */
export function whatWaits(facts: {
  requests: readonly Named[];
  unrated: readonly Named[];
  undecided: { quoted: readonly Named[]; unpaid: readonly Named[] };
  purchase: { id: string; packName: string; state: string } | null;
  invoices: readonly Unpaid[];
  allowance: Allowance | null;
}): WaitingDto[] {
  const of = (kind: 'answer' | 'rate' | 'quote' | 'fund', list: readonly Named[]): WaitingDto[] =>
    list.map(({ id, number, subject }) => ({ kind, requestId: id, number, subject }));
  const { purchase, allowance } = facts;
  const late = allowance?.late?.isByCard ? allowance : null;
  const unpaid = facts.invoices
    .filter(({ id }) => !late?.late?.invoiceIds.includes(id))
    .toSorted((a, b) => b.overdueDays - a.overdueDays)
    .map(({ number, dueMinor: amountMinor, currency, overdueDays }) => ({
      ...{ kind: 'unpaid' as const, number, amountMinor, currency, isOverdue: overdueDays > 0 },
    }));
  return [
    ...(late ? [{ kind: 'renewal' as const, tier: late.tierName }] : []),
    ...of(
      'answer',
      facts.requests.filter(({ status }) => status === 'waiting_on_customer'),
    ),
    ...of('quote', facts.undecided.quoted),
    ...of('fund', facts.undecided.unpaid),
    ...unpaid,
    ...(purchase
      ? [
          {
            ...{ kind: 'pay' as const, purchaseId: purchase.id, packName: purchase.packName },
            declined: purchase.state === 'declined',
          },
        ]
      : []),
    ...of('rate', facts.unrated),
  ];
}

/** The pace is reckoned from the first use within the window: a customer of three days has three days of it. */
export function paceStart(rows: readonly UsageDayRow[], now: Date): Date {
  const window = addDays(now, -USAGE_DAYS);
  const first = rows.find(({ day }) => day >= dayIn(window));
  const firstUse = first ? new Date(`${first.day}T00:00:00Z`) : window;
  return firstUse > window ? firstUse : window;
}

/** One suggestion: answer first (somebody waits), then what is overdue, then credits (nothing works without), then the rest. */
export function nextAction(facts: {
  waiting: readonly WaitingDto[];
  availableMicro: bigint;
  lowMicro: bigint;
  requests: number;
}): NextAction {
  if (facts.waiting.some(({ kind }) => kind === 'answer')) return 'answer';
  const isUnpaid = (item: WaitingDto) =>
    item.kind === 'renewal' || (item.kind === 'unpaid' && item.isOverdue);
  if (facts.waiting.some(isUnpaid)) return 'settle';
  if (facts.availableMicro <= facts.lowMicro) return 'buy';
  if (facts.waiting.some(({ kind }) => kind === 'rate')) return 'rate';
  return facts.requests === 0 ? 'file' : 'none';
}
