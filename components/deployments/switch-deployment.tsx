'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { DeploymentDto } from '@/lib/domain/deployments/schema';
import type { DeploymentActions } from './deployment-actions';

interface SwitchDeploymentProps {
  deployment: DeploymentDto;
  actions: Pick<DeploymentActions, 'disable' | 'enable'>;
}

/** Off at once, after a question; on again by the same button. */
export function SwitchDeployment({ deployment, actions }: SwitchDeploymentProps) {
  const t = useTranslations('deployments');
  const router = useRouter();
  const toast = useToast();
  const [asks, setAsks] = useState(false);
  const { id: deploymentId, name, disabledAt } = deployment;
  const told = (key: 'disable.done' | 'enable.done') => ({
    onSuccess: () => {
      toast({ title: t(key, { name }), tone: 'positive' });
      router.refresh();
    },
  });
  const disable = useAction(actions.disable, told('disable.done'));
  const enable = useAction(actions.enable, told('enable.done'));
  if (disabledAt)
    return (
      <Button loading={enable.pending} onClick={() => enable.run({ deploymentId })}>
        {t('enable.open')}
      </Button>
    );
  return (
    <>
      <Button loading={disable.pending} onClick={() => setAsks(true)}>
        {t('disable.open')}
      </Button>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={t('disable.title', { name })}
        description={t('disable.body')}
        confirmLabel={t('disable.open')}
        onConfirm={() => disable.run({ deploymentId })}
      />
    </>
  );
}
