import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DeskFilters } from '@/components/desk/desk-filters';
import { deskHref } from '@/components/desk/desk-href';
import { DeskQueue } from '@/components/desk/desk-queue';
import { QueryProvider } from '@/components/query-provider';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import { isCursor } from '@/lib/domain/support/cursor';
import { listExperts } from '@/lib/domain/support/desk-queries';
import { countDeskViews, listDeskRequests } from '@/lib/domain/support/list-desk-requests';
import { DeskQuery, deskViews } from '@/lib/domain/support/schema';
import { requireStaff } from '@/lib/web/session';

const { shape } = DeskQuery;
// A filter that cannot be read is left out: an address that somebody cut short still shows the desk.
const Search = z.object({
  view: shape.view.catch('open'),
  status: shape.status.catch(undefined),
  urgency: shape.urgency.catch(undefined),
  expert: shape.expert.catch(undefined),
  age: shape.age.catch(undefined),
  organisation: shape.organisation.catch(undefined),
  sort: shape.sort.catch('oldest'),
  after: shape.after.refine((after) => !after || isCursor(after)).catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('queue.title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DeskPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('desk:read');
  const query = Search.parse(await searchParams);
  const [t, page, counts, experts] = await Promise.all([
    getTranslations('desk.queue'),
    listDeskRequests(ctx, query),
    countDeskViews(ctx),
    listExperts(ctx),
  ]);
  const { after, ...firstPage } = query;
  return (
    <QueryProvider>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="flex min-w-0 flex-col gap-4">
        <LinkTabs
          label={t('views.label')}
          tabs={deskViews.map((view) => ({
            href: deskHref({ ...firstPage, view }),
            label: t(`views.${view}`),
            count: counts[view],
            current: view === query.view,
          }))}
        />
        <DeskFilters query={query} experts={experts} />
        {page.rows.length > 0 ? (
          <DeskQueue rows={page.rows} sort={query.sort} />
        ) : (
          <Card>
            {counts.all === 0 ? (
              <EmptyState picture="table" title={t('empty')} />
            ) : (
              <EmptyState
                picture="table"
                title={t('emptyView')}
                action={<LinkButton href={deskHref({ view: 'all' })}>{t('clear')}</LinkButton>}
              />
            )}
          </Card>
        )}
        {(after ?? page.next) && (
          <Pagination
            summary={
              after && (
                <LinkButton size="sm" href={deskHref(firstPage)}>
                  {t('firstPage')}
                </LinkButton>
              )
            }
            nextHref={page.next ? deskHref({ ...firstPage, after: page.next }) : undefined}
          />
        )}
      </div>
    </QueryProvider>
  );
}
