'use client';

import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { CopyButton } from '@/components/ui/copy-button';
import { DescriptionList } from '@/components/ui/description-list';
import type { DeploymentDto } from '@/lib/domain/deployments/schema';
import { ChangeDeployment } from './change-deployment';
import type { DeploymentActions } from './deployment-actions';
import { KeyList } from './key-list';
import { MakeKey } from './make-key';
import { SwitchDeployment } from './switch-deployment';

interface DeploymentCardProps {
  deployment: DeploymentDto;
  actions: DeploymentActions;
}

/** One installation: where it may be shown, and the keys that sign for it. */
export function DeploymentCard({ deployment, actions }: DeploymentCardProps) {
  const t = useTranslations('deployments');
  const { id, code, name, origins, app, disabledAt, requests } = deployment;
  const items = [
    {
      term: t('id'),
      detail: (
        <span className="flex items-center gap-1">
          <code className="font-mono [overflow-wrap:anywhere]">{id}</code>
          <CopyButton text={id} />
        </span>
      ),
    },
    { term: t('code'), detail: <code className="font-mono">{code}</code> },
    { term: t('origins'), detail: origins.map((origin) => <p key={origin}>{origin}</p>) },
    ...(app ? [{ term: t('app'), detail: app.name }] : []),
  ];
  return (
    <Card as="article" aria-label={name}>
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {name}
            {disabledAt && <Chip>{t('off')}</Chip>}
          </span>
        }
        description={t('requests', { count: requests })}
        actions={
          <>
            {!disabledAt && <MakeKey deploymentId={id} action={actions.makeKey} />}
            <ChangeDeployment deployment={deployment} action={actions.change} />
            <SwitchDeployment deployment={deployment} actions={actions} />
          </>
        }
      />
      {origins.length === 0 && !disabledAt && (
        <Banner tone="warning" className="mb-4">
          {t('noOrigins')}
        </Banner>
      )}
      <DescriptionList items={items} className="mb-4 grid gap-x-6 sm:grid-cols-2" />
      <KeyList deployment={deployment} actions={actions} />
    </Card>
  );
}
