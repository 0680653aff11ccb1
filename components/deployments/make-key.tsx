'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/form';
import type { NewDeploymentKeyDto } from '@/lib/domain/deployments/schema';
import type { DeploymentActions } from './deployment-actions';
import { NewKey } from './new-key';

interface MakeKeyProps {
  deploymentId: string;
  action: DeploymentActions['makeKey'];
}

/** Makes a key and shows its secret. */
export function MakeKey({ deploymentId, action }: MakeKeyProps) {
  const t = useTranslations('deployments');
  const router = useRouter();
  const [made, setMade] = useState<NewDeploymentKeyDto | null>(null);
  const make = useAction(action, { onSuccess: setMade });
  const close = () => {
    setMade(null);
    router.refresh();
  };
  return (
    <>
      <Button loading={make.pending} onClick={() => make.run({ deploymentId })}>
        <KeyRound aria-hidden />
        {t('makeKey')}
      </Button>
      <Dialog
        open={made !== null}
        onOpenChange={(open) => !open && close()}
        title={t('secretTitle')}
        description={t('secretLead')}
      >
        {made && <NewKey made={made} onDone={close} />}
      </Dialog>
    </>
  );
}
