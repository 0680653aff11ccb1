'use client';

import { useLocale, useTranslations } from 'next-intl';
import { BarChart } from '@/components/charts/bar-chart';
import { formatPercent } from '@/lib/core/format';
import type { PromiseFigures, ServiceReport } from '@/lib/domain/service/schema';
import { useRowName } from './use-row-name';

/** More bars than that nobody reads; the table has them all. */
const SHOWN = 12;

const share = (figures: PromiseFigures | null) => (figures ? figures.keptBps / 10_000 : 0);

/** How many of the promises were kept, side by side, with the table behind it. */
export function PromiseChart({ report }: { report: ServiceReport }) {
  const t = useTranslations('desk.service.chart');
  const locale = useLocale();
  const nameOf = useRowName(report.by);
  const { total, rows, by } = report;
  const measured = rows.filter(({ firstAnswer, resolution }) => firstAnswer ?? resolution);
  // Months run towards today, the others from the busiest down.
  const shown = by === 'month' ? measured.slice(-SHOWN) : measured.slice(0, SHOWN);
  const said = (figures: PromiseFigures | null) =>
    figures ? formatPercent(share(figures), { locale }) : t('none');
  return (
    <BarChart
      label={t('title')}
      summary={t('summary', {
        resolved: total.resolved,
        answer: said(total.firstAnswer),
        resolution: said(total.resolution),
      })}
      xLabel={t('title')}
      stacked={false}
      format="percent"
      data={shown.map((row) => ({
        x: nameOf(row),
        firstAnswer: share(row.firstAnswer),
        resolution: share(row.resolution),
      }))}
      series={[
        { key: 'firstAnswer', label: t('firstAnswer') },
        { key: 'resolution', label: t('resolution') },
      ]}
    />
  );
}
