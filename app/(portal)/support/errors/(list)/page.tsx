import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ErrorTable } from '@/components/errors/error-table';
import { NoErrors } from '@/components/errors/no-errors';
import { SupportSections } from '@/components/errors/support-sections';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import { env } from '@/lib/core/env';
import { isPosition } from '@/lib/core/position';
import { countErrorGroups, listErrorGroups } from '@/lib/domain/errors/queries';
import { ListErrorsInput, errorTabs } from '@/lib/domain/errors/schema';
import { requireMember } from '@/lib/web/session';

const { shape } = ListErrorsInput;
// What cannot be read falls back to the first page of what is open.
const Search = z.object({
  tab: shape.tab.catch('open'),
  after: shape.after.refine((after) => !after || isPosition(after)).catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('support.errors'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ErrorsPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const { tab, after } = Search.parse(await searchParams);
  const [t, { rows, next }, counts] = await Promise.all([
    getTranslations('support.errors'),
    listErrorGroups(ctx, { tab, after }),
    countErrorGroups(ctx),
  ]);
  const here = `/support/errors?tab=${tab}`;
  return (
    <>
      <PageCrumbs items={[{ label: t('errors') }]} />
      <PageHeader title={t('title')} description={t('description')} />
      <SupportSections current="errors" openErrors={counts.open} />
      <div className="flex flex-col gap-4">
        {counts.all > 0 && (
          <LinkTabs
            label={t('tabs.label')}
            tabs={errorTabs.map((name) => ({
              href: `/support/errors?tab=${name}`,
              label: t(`tabs.${name}`),
              count: counts[name],
              current: name === tab,
            }))}
          />
        )}
        <Card padded={false}>
          {rows.length > 0 ? (
            <ErrorTable groups={rows} />
          ) : counts.all === 0 ? (
            <NoErrors url={env.APP_URL} />
          ) : (
            <EmptyState
              picture="table"
              title={t('emptyTab')}
              action={<LinkButton href="/support/errors?tab=all">{t('showAll')}</LinkButton>}
            />
          )}
          {(after ?? next) && (
            <div className="border-t">
              <Pagination
                summary={
                  after && (
                    <LinkButton size="sm" href={here}>
                      {t('firstPage')}
                    </LinkButton>
                  )
                }
                nextHref={next ? `${here}&after=${next}` : undefined}
              />
            </div>
          )}
        </Card>
      </div>
    </>
  );
}
