import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { AppMenu } from '@/components/apps/app-menu';
import { CustomerLinks } from '@/components/apps/customer-links';
import { CallsCard } from '@/components/developers/calls-card';
import { CreateKey } from '@/components/developers/create-key';
import { KeyTable } from '@/components/developers/key-table';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { listAppCalls } from '@/lib/domain/apps/list-calls';
import { getApp, listAppCustomers, listAppKeys } from '@/lib/domain/apps/queries';
import { ListAppCustomersInput } from '@/lib/domain/apps/schema';
import { requireStaff } from '@/lib/web/session';
import * as act from '../actions';

const Search = z.object({ after: ListAppCustomersInput.shape.after.catch(undefined) });

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const missing = (error: unknown): never => {
  if (error instanceof AppError && error.code === 'not_found') notFound();
  throw error;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('developers.apps'))('title') };
}

export default async function AppPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff('apps:manage');
  const { after } = Search.parse(await searchParams);
  const app = await getApp(ctx, (await params).id).catch(missing);
  const [keys, { customers, next }, calls, t] = await Promise.all([
    listAppKeys(ctx, app.id),
    listAppCustomers(ctx, { appId: app.id, after }),
    listAppCalls(ctx, app.id),
    getTranslations('developers.apps'),
  ]);
  const page = `/admin/apps/${app.id}`;
  return (
    <>
      <PageCrumbs items={[{ label: app.name }]} />
      <PageHeader
        title={app.name}
        description={<span className="font-mono text-sm">{app.id}</span>}
        back={{ href: '/admin/apps', label: t('title') }}
        actions={<AppMenu app={app} rename={act.renameApp} disable={act.disableApp} enable={act.enableApp} />}
      />
      {app.disabledAt && <Banner tone="warning">{t('disabledBanner')}</Banner>}
      <Card padded={false}>
        <CardHeader
          className="mb-0 border-b p-4"
          title={t('keysTitle')}
          description={t('keysLead')}
          actions={
            !app.disabledAt && <CreateKey action={act.createKey} owner={{ kind: 'app', appId: app.id }} />
          }
        />
        {keys.length === 0 ? (
          <EmptyState picture="table" title={t('noKeys')} />
        ) : (
          <KeyTable
            keys={keys}
            actions={{ rotate: act.rotateKey, change: act.changeKey, revoke: act.revokeKey }}
            isAdmin
          />
        )}
      </Card>
      <CustomerLinks
        appId={app.id}
        customers={customers}
        firstHref={after === undefined ? undefined : page}
        nextHref={next ? `${page}?${new URLSearchParams({ after: next }).toString()}` : undefined}
        link={act.linkCustomer}
        unlink={act.unlinkCustomer}
      />
      <CallsCard calls={calls} empty={t('callsEmpty')} />
    </>
  );
}
