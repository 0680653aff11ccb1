import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatNumber } from '@/lib/core/format';
import { type ReportQuery, reportStates } from '@/lib/domain/approvals/schema';
import type { ApprovalFigures as Figures } from '@/lib/domain/approvals/schema.dto';
import { reportHref } from './report-href';
import { Turnaround } from './turnaround';

interface ApprovalFiguresProps {
  totals: Figures;
  query: Omit<ReportQuery, 'after'>;
}

/** Each figure opens its rows. */
export function ApprovalFigures({ totals, query }: ApprovalFiguresProps) {
  const t = useTranslations('asking');
  const locale = useLocale();
  return (
    <Card className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
      {reportStates.map((state) => (
        <Stat
          key={state}
          label={state === 'late' ? t('report.late') : t(`state.${state}`)}
          value={formatNumber(totals[state], locale)}
          href={reportHref({ ...query, state })}
        />
      ))}
      <Stat label={t('report.turnaround')} value={<Turnaround hours={totals.turnaroundHours} />} />
    </Card>
  );
}
