import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CallsCard } from '@/components/developers/calls-card';
import { CreateKey } from '@/components/developers/create-key';
import { ExamplesCard } from '@/components/developers/examples-card';
import { KeyTable } from '@/components/developers/key-table';
import { LimitsCard } from '@/components/developers/limits-card';
import { TryIt } from '@/components/developers/try-it';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { can, type Context } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { deploymentMode } from '@/lib/domain/apps/deployment-mode';
import { listCalls } from '@/lib/domain/apps/list-calls';
import { listKeys } from '@/lib/domain/apps/queries';
import { listServicesForApi } from '@/lib/domain/catalog/api-lists';
import { requireMember } from '@/lib/web/session';
import { changeKey, createKey, revokeKey, rotateKey } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('developers') };
}

/** Owners manage keys and see their calls; every member may try a key and read how calls are made. */
export default async function DevelopersPage() {
  const { ctx, organisation } = await requireMember();
  const manages = can(ctx, 'keys:manage');
  const services = await listServicesForApi(ctx);
  return (
    <>
      {manages ? <Keys ctx={ctx} /> : <OwnersOnly organisation={organisation.name} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <TryIt />
        <LimitsCard />
      </div>
      <ExamplesCard origin={new URL(env.APP_URL).origin} service={services[0]?.code ?? 'support-request'} />
      {manages && <CallsCard calls={await listCalls(ctx)} />}
    </>
  );
}

async function Reference() {
  const t = await getTranslations('developers.keys');
  return <LinkButton href="/docs/api">{t('reference')}</LinkButton>;
}

async function Keys({ ctx }: { ctx: Context }) {
  const [keys, t] = await Promise.all([listKeys(ctx), getTranslations('developers.keys')]);
  return (
    <Card padded={false}>
      <CardHeader
        className="mb-0 border-b p-4"
        title={t('title')}
        description={t(deploymentMode() === 'test' ? 'leadTest' : 'lead')}
        actions={
          <>
            <Reference />
            <CreateKey action={createKey} owner={{ kind: 'own' }} />
          </>
        }
      />
      {keys.length === 0 ? (
        <EmptyState picture="table" title={t('empty')} />
      ) : (
        <KeyTable keys={keys} actions={{ rotate: rotateKey, change: changeKey, revoke: revokeKey }} />
      )}
    </Card>
  );
}

async function OwnersOnly({ organisation }: { organisation: string }) {
  const t = await getTranslations('developers.keys');
  return (
    <Card>
      <CardHeader
        className="mb-0"
        title={t('title')}
        description={t('ownersOnly', { organisation })}
        actions={<Reference />}
      />
    </Card>
  );
}
