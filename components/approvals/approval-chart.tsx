'use client';

import { useTranslations } from 'next-intl';
import { BarChart } from '@/components/charts/bar-chart';
import type { ApprovalReportDto } from '@/lib/domain/approvals/schema.dto';

/** What was asked and decided over time, with the same as a table behind it. */
export function ApprovalChart({ chart }: { chart: ApprovalReportDto['chart'] }) {
  const t = useTranslations('asking.report');
  const total = (key: 'asked' | 'approved' | 'rejected') => chart.reduce((sum, point) => sum + point[key], 0);
  return (
    <BarChart
      label={t('chart')}
      summary={t('chartSummary', {
        asked: total('asked'),
        approved: total('approved'),
        rejected: total('rejected'),
      })}
      xLabel={t('from')}
      data={chart.map(({ from, asked, approved, rejected }) => ({ x: from, asked, approved, rejected }))}
      series={(['asked', 'approved', 'rejected'] as const).map((key) => ({ key, label: t(key) }))}
      stacked={false}
    />
  );
}
