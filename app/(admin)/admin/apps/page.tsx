import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { AppTable } from '@/components/apps/app-table';
import { CreateApp } from '@/components/apps/create-app';
import { CreateKey } from '@/components/developers/create-key';
import { KeyTable } from '@/components/developers/key-table';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { formatNumber } from '@/lib/core/format';
import { listApps, listGrantingKeys } from '@/lib/domain/apps/queries';
import { RATE_PER_MINUTE } from '@/lib/domain/apps/schema';
import { requireStaff } from '@/lib/web/session';
import { changeKey, createApp, createKey, revokeKey, rotateKey } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('developers.apps'))('title') };
}

export default async function AppsPage() {
  const { ctx } = await requireStaff('apps:manage');
  const [apps, keys, t, locale] = await Promise.all([
    listApps(ctx),
    listGrantingKeys(ctx),
    getTranslations('developers.apps'),
    getLocale(),
  ]);
  const actions = { rotate: rotateKey, change: changeKey, revoke: revokeKey };
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={<CreateApp action={createApp} />} />
      <Card padded={false}>
        {apps.length === 0 ? <EmptyState picture="table" title={t('empty')} /> : <AppTable apps={apps} />}
      </Card>
      <Card padded={false}>
        <CardHeader
          className="mb-0 border-b p-4"
          title={t('grantTitle')}
          description={t('grantLead', { rate: formatNumber(RATE_PER_MINUTE, locale) })}
          actions={
            <CreateKey
              action={createKey}
              owner={{ kind: 'customer' }}
              label={t('grantCreate')}
              variant="secondary"
            />
          }
        />
        {keys.length === 0 ? (
          <EmptyState title={t('noGrants')} />
        ) : (
          <KeyTable keys={keys} actions={actions} isAdmin showsOrganisation />
        )}
      </Card>
    </>
  );
}
