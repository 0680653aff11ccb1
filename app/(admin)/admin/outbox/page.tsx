import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { LoadingList } from '@/components/frame/loading-view';
import { DeliveryTable } from '@/components/outbox/delivery-table';
import { SuppressionTable } from '@/components/outbox/suppression-table';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { countDeadLetters, listOutbox, listSuppressed } from '@/lib/domain/notifications/list-outbox';
import { ListOutboxInput, type OutboxTab, outboxTabs } from '@/lib/domain/notifications/schema';
import { requireStaff } from '@/lib/web/session';
import { again, lift } from './actions';

const HERE = '/admin/outbox';
const href = (tab: OutboxTab) => (tab === 'dead' ? HERE : `${HERE}?tab=${tab}`);

const Search = z.object({
  tab: z.enum(outboxTabs).catch('dead'),
  before: ListOutboxInput.shape.before.catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('outbox'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What left the house, what waits, and what could not be delivered. */
export default async function OutboxPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('jobs:manage');
  const { tab, before } = Search.parse(await searchParams);
  const [t, dead] = await Promise.all([getTranslations('outbox'), countDeadLetters(ctx)]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <LinkTabs
        label={t('tabs.label')}
        tabs={outboxTabs.map((one) => ({
          href: href(one),
          label: t(`tabs.${one}`),
          count: one === 'dead' ? dead : undefined,
          current: one === tab,
        }))}
      />
      <Suspense key={`${tab}${before}`} fallback={<LoadingList rows={8} columns={5} />}>
        {tab === 'suppressed' ? <Suppressed ctx={ctx} /> : <Deliveries ctx={ctx} tab={tab} before={before} />}
      </Suspense>
    </>
  );
}

type Listed = Exclude<OutboxTab, 'suppressed'>;

async function Deliveries({ ctx, tab, before }: { ctx: Context; tab: Listed; before?: string }) {
  const { rows, next } = await listOutbox(ctx, { tab, before });
  const own = href(tab);
  const sign = own.includes('?') ? '&' : '?';
  return (
    <DeliveryTable
      tab={tab}
      rows={rows}
      again={again}
      firstHref={before ? own : undefined}
      nextHref={next ? `${own}${sign}before=${next}` : undefined}
    />
  );
}

async function Suppressed({ ctx }: { ctx: Context }) {
  return <SuppressionTable rows={await listSuppressed(ctx)} lift={lift} />;
}
