import { Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { SupportSections } from '@/components/errors/support-sections';
import { NothingFound, RequestSearch, SearchCount } from '@/components/support/request-search';
import { RequestTable } from '@/components/support/request-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import { can } from '@/lib/core/context';
import { countErrorGroups } from '@/lib/domain/errors/queries';
import { isCursor } from '@/lib/domain/support/cursor';
import { countRequests, listRequests } from '@/lib/domain/support/queries';
import { ListRequestsInput, SearchInput, requestTabs } from '@/lib/domain/support/schema';
import { searchOwnRequests } from '@/lib/domain/support/search-own-requests';
import { requireMember } from '@/lib/web/session';

const { shape } = ListRequestsInput;
// What cannot be read falls back to the first page of everything.
const Search = z.object({
  tab: shape.tab.catch('all'),
  after: shape.after.refine((after) => !after || isCursor(after)).catch(undefined),
  q: SearchInput.shape.q.optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('support'))('list.title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SupportPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const { q, ...search } = Search.parse(await searchParams);
  const { tab, after } = search;
  const [t, page, counts, errors] = await Promise.all([
    getTranslations('support.list'),
    q ? searchOwnRequests(ctx, { q, after }) : listRequests(ctx, search),
    countRequests(ctx),
    countErrorGroups(ctx),
  ]);
  const newRequest = can(ctx, 'support:write') && (
    <LinkButton variant="primary" href="/support/new">
      <Plus aria-hidden />
      {t(counts.all === 0 ? 'fileFirst' : 'new')}
    </LinkButton>
  );
  const list = q ? `/support?q=${encodeURIComponent(q)}` : `/support?tab=${tab}`;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={counts.all > 0 && newRequest} />
      <SupportSections current="requests" openErrors={errors.open} />
      <div className="flex flex-col gap-4">
        {counts.all > 0 && (
          <RequestSearch action="/support" q={q} id="support-search" words="support.search" />
        )}
        <LinkTabs
          label={t('tabs.label')}
          tabs={requestTabs.map((name) => ({
            href: `/support?tab=${name}`,
            label: t(`tabs.${name}`),
            count: counts[name],
            current: !q && name === tab,
          }))}
        />
        {q && <SearchCount q={q} count={page.rows.length} isMore={page.next !== null} />}
        <Card padded={false}>
          {page.rows.length > 0 ? (
            <RequestTable requests={page.rows} />
          ) : counts.all === 0 ? (
            <EmptyState picture="table" title={t('empty')} action={newRequest} />
          ) : q ? (
            <NothingFound />
          ) : (
            <EmptyState
              picture="table"
              title={t('emptyTab')}
              action={<LinkButton href="/support">{t('showAll')}</LinkButton>}
            />
          )}
          {(after ?? page.next) && (
            <div className="border-t">
              <Pagination
                summary={
                  after && (
                    <LinkButton size="sm" href={list}>
                      {t('firstPage')}
                    </LinkButton>
                  )
                }
                nextHref={page.next ? `${list}&after=${page.next}` : undefined}
              />
            </div>
          )}
        </Card>
      </div>
    </>
  );
}
