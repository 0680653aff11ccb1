import { useTranslations } from 'next-intl';
import type { AnalyticsDto, Grouping, UsageGroup } from '@/lib/domain/analytics/schema';

/** The rows of a grouping; days stand under their own date. */
export function groupsOf({ groupBy, ...analytics }: AnalyticsDto): UsageGroup[] {
  if (groupBy === 'day')
    return analytics.byDay.map(({ day, credits, count, former }) => ({
      ...{ key: day, name: day, credits, count, former },
    }));
  return { service: analytics.byService, member: analytics.byMember, apiKey: analytics.byKey }[groupBy];
}

/** What a group is called; use that names none has a name too. */
export function useGroupName(): (groupBy: Grouping, group: Pick<UsageGroup, 'key' | 'name'>) => string {
  const t = useTranslations('usage.nothing');
  return (groupBy, { key, name }) =>
    name ?? key ?? t(groupBy === 'day' || groupBy === 'service' ? 'service' : groupBy);
}
