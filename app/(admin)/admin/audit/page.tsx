import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AuditFilters } from '@/components/admin/audit-filters';
import { AuditList } from '@/components/admin/audit-list';
import { LoadingList } from '@/components/frame/loading-view';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { listAudit, listAuditActions } from '@/lib/domain/audit/queries';
import { type AuditFilters as Filters, readAuditFilters } from '@/lib/domain/audit/rules';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('admin.audit'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('audit:read');
  const { filters, ignored } = readAuditFilters(await searchParams);
  return (
    <Suspense key={JSON.stringify(filters)} fallback={<LoadingList rows={10} columns={3} />}>
      <AuditLog ctx={ctx} filters={filters} ignored={ignored} />
    </Suspense>
  );
}

async function AuditLog({ ctx, filters, ignored }: { ctx: Context; filters: Filters; ignored: boolean }) {
  const [t, { events, next }, actions] = await Promise.all([
    getTranslations('admin.audit'),
    listAudit(ctx, filters),
    listAuditActions(ctx),
  ]);
  const { after, ...kept } = filters;
  const page = (over: Record<string, string>) =>
    `/admin/audit?${new URLSearchParams({ ...(JSON.parse(JSON.stringify(kept)) as Record<string, string>), ...over }).toString()}`;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <AuditFilters filters={kept} actions={actions} />
      {ignored && (
        <Banner tone="warning" role="status">
          {t('ignored')}
        </Banner>
      )}
      <AuditList
        events={events}
        isFiltered={Object.values(kept).some(Boolean)}
        firstHref={after ? page({}) : undefined}
        nextHref={next ? page({ after: next }) : undefined}
      />
    </>
  );
}
