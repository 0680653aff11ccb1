import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { RatedTable } from '@/components/ratings/rated-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import { isPosition } from '@/lib/core/position';
import { listRatings } from '@/lib/domain/ratings/list-ratings';
import { ListRatingsInput, ratingTabs } from '@/lib/domain/ratings/schema';
import { requireStaff } from '@/lib/web/session';
import { followUp } from './actions';

const { shape } = ListRatingsInput;
const Search = z.object({
  tab: shape.tab.catch('open'),
  after: shape.after.refine((after) => !after || isPosition(after)).catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('desk.ratings'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RatingsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('desk:assign');
  const search = Search.parse(await searchParams);
  const [t, page] = await Promise.all([getTranslations('desk.ratings'), listRatings(ctx, search)]);
  const { tab, after } = search;
  const list = `/desk/ratings?tab=${tab}`;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/desk', label: t('back') }}
      />
      <div className="flex flex-col gap-4">
        <LinkTabs
          label={t('tabs.label')}
          tabs={ratingTabs.map((name) => ({
            href: `/desk/ratings?tab=${name}`,
            label: t(`tabs.${name}`),
            current: name === tab,
          }))}
        />
        <Card padded={false}>
          {page.rows.length > 0 ? (
            <RatedTable rows={page.rows} followUp={followUp} />
          ) : (
            <EmptyState picture="table" title={t(`empty.${tab}`)} />
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
