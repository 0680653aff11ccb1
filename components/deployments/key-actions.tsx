'use client';

import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DropdownMenu, type MenuItem } from '@/components/ui/dropdown-menu';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { DeploymentActions } from './deployment-actions';
import { RotateDeploymentKey } from './rotate-deployment-key';

interface KeyActionsProps {
  keyId: string;
  mayRotate: boolean;
  actions: DeploymentActions;
}

/** What can be done with a key that still works. */
export function KeyActions({ keyId, mayRotate, actions }: KeyActionsProps) {
  const t = useTranslations('deployments');
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<'rotate' | 'revoke' | null>(null);
  const revoke = useAction(actions.revokeKey, {
    onSuccess: () => {
      toast({ title: t('revoke.done'), tone: 'positive' });
      router.refresh();
    },
  });
  const items: MenuItem[] = [
    ...(mayRotate ? [{ label: t('rotate.open'), onSelect: () => setOpen('rotate') }] : []),
    { label: t('revoke.open'), tone: 'critical', onSelect: () => setOpen('revoke') },
  ];
  const label = t('actionsFor', { key: keyId });
  const opens = (which: typeof open) => ({
    open: open === which,
    onOpenChange: (isOpen: boolean) => !isOpen && setOpen(null),
  });
  return (
    <>
      <DropdownMenu
        label={label}
        items={items}
        trigger={
          <Button variant="ghost" size="icon" aria-label={label}>
            <Ellipsis aria-hidden />
          </Button>
        }
      />
      <RotateDeploymentKey keyId={keyId} action={actions.rotateKey} {...opens('rotate')} />
      <ConfirmDialog
        {...opens('revoke')}
        title={t('revoke.title', { key: keyId })}
        description={t('revoke.body')}
        confirmLabel={t('revoke.open')}
        onConfirm={() => revoke.run({ keyId })}
      />
    </>
  );
}
