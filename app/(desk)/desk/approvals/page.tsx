import { getLocale, getTranslations } from 'next-intl/server';
import { ApprovalChart } from '@/components/approvals/approval-chart';
import { ApprovalFigures } from '@/components/approvals/approval-figures';
import { ApprovalTable } from '@/components/approvals/approval-table';
import { OrganisationTable } from '@/components/approvals/organisation-table';
import { ReportFilters } from '@/components/approvals/report-filters';
import { reportHref } from '@/components/approvals/report-href';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { formatDate } from '@/lib/core/format';
import { approvalReport } from '@/lib/domain/approvals/report';
import { ReportQuery } from '@/lib/domain/approvals/schema';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('asking.report'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What owners were asked and what became of it. */
export default async function ApprovalsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('desk:read');
  const query = ReportQuery.parse(await searchParams);
  const [t, locale, report] = await Promise.all([
    getTranslations('asking.report'),
    getLocale(),
    approvalReport(ctx, query),
  ]);
  const { after, ...filters } = query;
  const isFiltered = Boolean(query.state ?? query.organisation);
  const chart = report.chart.map((point) => ({ ...point, from: formatDate(point.from, locale) }));
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <ReportFilters query={filters} organisations={report.organisations} />
      <ApprovalFigures totals={report.totals} query={filters} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>
          <CardHeader title={t('chart')} />
          <ApprovalChart chart={chart} />
        </Card>
        <Card padded={false}>
          <CardHeader className="mb-0 border-b p-4" title={t('byOrganisation')} />
          {report.organisations.length > 0 ? (
            <OrganisationTable rows={report.organisations} query={filters} />
          ) : (
            <EmptyState picture="table" title={t('empty')}>
              <p className="text-muted text-sm">{t('emptyHint')}</p>
            </EmptyState>
          )}
        </Card>
      </div>
      <Card padded={false}>
        <CardHeader className="mb-0 border-b p-4" title={t('list')} />
        {report.rows.length > 0 ? (
          <ApprovalTable rows={report.rows} />
        ) : (
          <EmptyState
            picture="table"
            title={t(isFiltered ? 'emptyFilter' : 'empty')}
            action={isFiltered && <LinkButton href="/desk/approvals">{t('clear')}</LinkButton>}
          />
        )}
        {(after ?? report.next) && (
          <Pagination
            summary={
              after && (
                <LinkButton size="sm" href={reportHref(filters)}>
                  {t('firstPage')}
                </LinkButton>
              )
            }
            nextHref={report.next ? reportHref({ ...filters, after: report.next }) : undefined}
          />
        )}
      </Card>
    </>
  );
}
