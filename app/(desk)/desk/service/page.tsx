import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PromiseChart } from '@/components/service/promise-chart';
import { ServiceChoice } from '@/components/service/service-choice';
import { ServiceTable } from '@/components/service/service-table';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { getServiceFigures } from '@/lib/domain/service/get-service-figures';
import { ServiceQuery } from '@/lib/domain/service/schema';
import { requireStaff } from '@/lib/web/session';

const { shape } = ServiceQuery;
const Search = z.object({ by: shape.by.catch('expert'), months: shape.months.catch('3') });

export async function generateMetadata() {
  return { title: (await getTranslations('desk.service'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ServicePage({ searchParams }: Props) {
  const { ctx } = await requireStaff('desk:assign');
  const query = Search.parse(await searchParams);
  const [t, report] = await Promise.all([getTranslations('desk.service'), getServiceFigures(ctx, query)]);
  const { resolved, firstAnswer, resolution } = report.total;
  const isEmpty = resolved === 0;
  const isMeasured = firstAnswer !== null || resolution !== null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/desk', label: t('back') }}
      />
      <ServiceChoice query={query} />
      {isEmpty ? (
        <Card>
          <EmptyState picture="chart" title={t('empty')} />
        </Card>
      ) : (
        <>
          {isMeasured && (
            <Card as="section" aria-labelledby="service-chart">
              <CardHeader id="service-chart" title={t('chart.title')} />
              <PromiseChart report={report} />
            </Card>
          )}
          <Card padded={false}>
            <ServiceTable report={report} />
          </Card>
        </>
      )}
    </>
  );
}
