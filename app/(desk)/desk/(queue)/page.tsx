import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DeskFilters } from '@/components/desk/desk-filters';
import { deskHref } from '@/components/desk/desk-href';
import { DeskList } from '@/components/desk/desk-list';
import { PageKeys } from '@/components/desk/page-keys';
import { QueueRefresh } from '@/components/desk/queue-refresh';
import { SaveView } from '@/components/desk/save-view';
import { ViewTabs } from '@/components/desk/view-tabs';
import { QueryProvider } from '@/components/query-provider';
import { RequestSearch } from '@/components/support/request-search';
import { PageHeader } from '@/components/ui/page-header';
import { type Context, can } from '@/lib/core/context';
import { countDeskViews, listDeskRequests } from '@/lib/domain/desk/list-desk-requests';
import { listViews } from '@/lib/domain/desk/list-views';
import { listDeskCategories, listExperts } from '@/lib/domain/desk/queries';
import { DeskQuery, ViewFilters, deskViews } from '@/lib/domain/desk/schema';
import type { SavedViewDto } from '@/lib/domain/desk/schema.dto';
import { searchRequests } from '@/lib/domain/desk/search-requests';
import { isCursor } from '@/lib/domain/support/cursor';
import { SearchInput } from '@/lib/domain/support/schema';
import { isOnPhone } from '@/lib/web/request';
import { requireStaff } from '@/lib/web/session';
import { bulk } from '../actions';
import * as askOwner from '../approval-actions';
import { moveView, removeView, saveView } from '../view-actions';

const { shape } = DeskQuery;
// A filter that cannot be read is left out: an address that somebody cut short still shows the desk.
const Search = z.object({
  view: shape.view.catch('open'),
  status: shape.status.catch(undefined),
  urgency: shape.urgency.catch(undefined),
  expert: shape.expert.catch(undefined),
  category: shape.category.catch(undefined),
  mark: shape.mark.catch(undefined),
  age: shape.age.catch(undefined),
  organisation: shape.organisation.catch(undefined),
  sort: shape.sort.catch('oldest'),
  saved: shape.saved.catch(undefined),
  after: shape.after.refine((after) => !after || isCursor(after)).catch(undefined),
  q: SearchInput.shape.q.optional().catch(undefined),
});
type Search = z.output<typeof Search>;

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('queue.title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const SEARCH_ID = 'desk-search';
const SAVE_ID = 'desk-save-view';

export default async function DeskPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('desk:read');
  const { q, ...query } = Search.parse(await searchParams);
  const [t, page, counts, saved, experts, categories, isPhone] = await Promise.all([
    getTranslations('desk.queue'),
    readPage(ctx, q, query),
    countDeskViews(ctx),
    listViews(ctx),
    listExperts(ctx),
    listDeskCategories(ctx),
    isOnPhone(),
  ]);
  const { after, ...firstPage } = query;
  const current = saved.find(({ id }) => id === query.saved) ?? null;
  const mayAssign = can(ctx, 'desk:assign');
  const firstHref = after && deskHref(q ? { q } : firstPage);
  const nextHref = page.next
    ? deskHref(q ? { q, after: page.next } : { ...firstPage, after: page.next })
    : undefined;
  return (
    <QueryProvider>
      <QueueRefresh />
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <PageKeys
            views={viewHrefs(saved)}
            firstHref={firstHref}
            nextHref={nextHref}
            searchId={SEARCH_ID}
            saveId={SAVE_ID}
          />
        }
      />
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <RequestSearch action="/desk" q={q} id={SEARCH_ID} words="desk.search" />
          {!q && (
            <SaveView
              key={query.saved}
              filters={ViewFilters.parse(query)}
              current={current?.mayChange ? current : null}
              mayShare={mayAssign}
              actions={{ saveView, moveView, removeView }}
              id={SAVE_ID}
            />
          )}
        </div>
        <ViewTabs query={query} counts={counts} saved={saved} isSearch={Boolean(q)} />
        {!q && <DeskFilters query={query} experts={experts} categories={categories} />}
        <DeskList
          rows={page.rows}
          sort={q ? 'updated' : query.sort}
          q={q}
          isEmptyDesk={counts.all === 0}
          mayAssign={mayAssign}
          bulk={bulk}
          askOwner={{ ...askOwner }}
          isPhone={isPhone}
          firstHref={firstHref}
          nextHref={nextHref}
        />
      </div>
    </QueryProvider>
  );
}

const readPage = (ctx: Context, q: string | undefined, query: Omit<Search, 'q'>) =>
  q ? searchRequests(ctx, { q, after: query.after }) : listDeskRequests(ctx, query);

const viewHrefs = (saved: SavedViewDto[]): string[] => [
  ...deskViews.map((view) => deskHref({ view })),
  ...saved.map(({ id, filters }) => deskHref({ ...filters, saved: id })),
];
