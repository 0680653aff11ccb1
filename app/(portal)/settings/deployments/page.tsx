import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CreateDeployment } from '@/components/deployments/create-deployment';
import { DeploymentCard } from '@/components/deployments/deployment-card';
import { SnippetCard } from '@/components/deployments/snippet-card';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { type Context, can } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { listDeployments, listOwnApps } from '@/lib/domain/deployments/queries';
import { requireMember } from '@/lib/web/session';
import * as actions from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('deployments') };
}

/** Owners register the installations of their other apps, and their keys. */
export default async function DeploymentsPage() {
  const { ctx, organisation } = await requireMember();
  const t = await getTranslations('deployments');
  if (can(ctx, 'keys:manage')) return <Deployments ctx={ctx} />;
  const description = t('ownersOnly', { organisation: organisation.name });
  return (
    <Card>
      <CardHeader className="mb-0" title={t('title')} description={description} />
    </Card>
  );
}

async function Deployments({ ctx }: { ctx: Context }) {
  const [t, deployments, apps] = await Promise.all([
    getTranslations('deployments'),
    listDeployments(ctx),
    listOwnApps(ctx),
  ]);
  const working = deployments.find(({ disabledAt }) => !disabledAt);
  return (
    <>
      <Card>
        <CardHeader
          className="mb-0"
          title={t('title')}
          description={t('lead')}
          actions={<CreateDeployment apps={apps} create={actions.create} />}
        />
        {deployments.length === 0 && <EmptyState picture="table" title={t('empty')} />}
      </Card>
      {deployments.map((deployment) => (
        <DeploymentCard key={deployment.id} deployment={deployment} actions={{ ...actions }} />
      ))}
      {working && <SnippetCard portal={new URL(env.APP_URL).origin} deploymentId={working.id} />}
    </>
  );
}
