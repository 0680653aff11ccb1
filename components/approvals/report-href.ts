import type { ReportQuery } from '@/lib/domain/approvals/schema';

/** The report with these filters; what is not set, or stands by default, is left out of the address. */
export function reportHref({ state, organisation, days, after }: Partial<ReportQuery>): string {
  const given = { state, organisation, days: days === '90' ? undefined : days, after };
  const search = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return search.size > 0 ? `/desk/approvals?${search}` : '/desk/approvals';
}
