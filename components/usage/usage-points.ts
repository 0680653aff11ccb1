import type { ChartPoint } from '@/components/charts/chart-format';
import type { AnalyticsDto } from '@/lib/domain/analytics/schema';

const SERIES_SHOWN = 5;
const DAYS_AS_BARS = 45;
const DAYS_AS_WEEKS = 190;

export type Bar = 'day' | 'week' | 'month';
export type UsagePoints = {
  bar: Bar;
  /** Keys of the largest groups, largest first; what is beyond them is `other`. Null: use that names none. */
  shown: (string | null)[];
  hasOther: boolean;
  points: (ChartPoint & { from: string })[];
};

/** The chart draws micro-credits; pictures may be floats, books may not. */
export const micro = (decimal: string): number => Math.round(Number(decimal) * 1_000_000);

export const seriesKey = (key: string | null) => `s:${key ?? ''}`;

export const barOf = (days: number): Bar =>
  days <= DAYS_AS_BARS ? 'day' : days <= DAYS_AS_WEEKS ? 'week' : 'month';

/** Days as bars, by weeks and months where there are many; `x` is the bar's first day and is put in words later. */
export function toPoints({ byDay, groupBy, ...lists }: AnalyticsDto): UsagePoints {
  const bar = barOf(byDay.length);
  const groups = { service: lists.byService, member: lists.byMember, apiKey: lists.byKey, day: [] }[groupBy];
  const used = groups.filter(({ credits }) => credits !== '0');
  const shown = used.slice(0, SERIES_SHOWN).map(({ key }) => key);
  const points: UsagePoints['points'] = [];
  byDay.forEach(({ day, credits, former, parts }, index) => {
    if (index === 0 || startsBar(day, index, bar)) points.push({ x: day, from: day, used: 0, before: 0 });
    const point = points.at(-1);
    if (!point) return;
    const add = (key: string, value: number) => (point[key] = Number(point[key] ?? 0) + value);
    add('used', micro(credits));
    add('before', former ? micro(former.credits) : 0);
    for (const part of parts)
      add(shown.includes(part.key) ? seriesKey(part.key) : 'other', micro(part.credits));
  });
  return { bar, shown, hasOther: used.length > shown.length, points };
}

function startsBar(day: string, index: number, bar: Bar): boolean {
  if (bar === 'day') return true;
  return bar === 'week' ? index % 7 === 0 : day.endsWith('-01');
}
