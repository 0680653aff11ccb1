'use client';

import { useTranslations } from 'next-intl';
import { RotateDialog } from '@/components/keys/rotate-dialog';
import type { DeploymentActions } from './deployment-actions';
import { NewKey } from './new-key';

interface RotateDeploymentKeyProps {
  keyId: string;
  action: DeploymentActions['rotateKey'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes the next key of a deployment. */
export function RotateDeploymentKey(props: RotateDeploymentKeyProps) {
  const t = useTranslations('deployments');
  return (
    <RotateDialog
      {...props}
      asked={{ title: t('rotate.title', { key: props.keyId }), description: t('rotate.lead') }}
      shown={{ title: t('secretTitle'), description: t('secretLead') }}
    >
      {(made, done) => <NewKey made={made} onDone={done} />}
    </RotateDialog>
  );
}
