import { Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { SupportSections } from '@/components/errors/support-sections';
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
import { ListRequestsInput, requestTabs } from '@/lib/domain/support/schema';
import { requireMember } from '@/lib/web/session';

const { shape } = ListRequestsInput;
// What cannot be read falls back to the first page of everything.
const Search = z.object({
  tab: shape.tab.catch('all'),
  after: shape.after.refine((after) => !after || isCursor(after)).catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('support'))('list.title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SupportPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const search = Search.parse(await searchParams);
  const [t, page, counts, errors] = await Promise.all([
    getTranslations('support.list'),
    listRequests(ctx, search),
    countRequests(ctx),
    countErrorGroups(ctx),
  ]);
  const { tab, after } = search;
  const newRequest = can(ctx, 'support:write') && (
    <LinkButton variant="primary" href="/support/new">
      <Plus aria-hidden />
      {t(counts.all === 0 ? 'fileFirst' : 'new')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={counts.all > 0 && newRequest} />
      <SupportSections current="requests" openErrors={errors.open} />
      <div className="flex flex-col gap-4">
        <LinkTabs
          label={t('tabs.label')}
          tabs={requestTabs.map((name) => ({
            href: `/support?tab=${name}`,
            label: t(`tabs.${name}`),
            count: counts[name],
            current: name === tab,
          }))}
        />
        <Card padded={false}>
          {page.rows.length > 0 ? (
            <RequestTable requests={page.rows} />
          ) : counts.all === 0 ? (
            <EmptyState picture="table" title={t('empty')} action={newRequest} />
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
                    <LinkButton size="sm" href={`/support?tab=${tab}`}>
                      {t('firstPage')}
                    </LinkButton>
                  )
                }
                nextHref={page.next ? `/support?tab=${tab}&after=${page.next}` : undefined}
              />
            </div>
          )}
        </Card>
      </div>
    </>
  );
}
