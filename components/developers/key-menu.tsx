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
import { type KeyDto, MAX_RATE_PER_MINUTE, RATE_PER_MINUTE } from '@/lib/domain/apps/schema';
import { ChangeKey } from './change-key';
import type { KeyActions } from './key-types';
import { RotateKey } from './rotate-key';

interface KeyMenuProps {
  apiKey: KeyDto;
  actions: KeyActions;
  /** An owner cannot rotate a key that grants credits, nor give more than the usual rate. */
  isAdmin: boolean;
}

/** What can be done with a key that still works. */
export function KeyMenu({ apiKey, actions, isAdmin }: KeyMenuProps) {
  const t = useTranslations('developers');
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<'rotate' | 'change' | 'revoke' | null>(null);
  const { id: keyId, name, prefix, status, scopes } = apiKey;
  const revoke = useAction(actions.revoke, {
    onSuccess: () => {
      toast({ title: t('revoke.done', { name }), tone: 'positive' });
      router.refresh();
    },
  });
  const items: MenuItem[] = [{ label: t('change.open'), onSelect: () => setOpen('change') }];
  if (status === 'active' && (isAdmin || !scopes.includes('credits:grant')))
    items.push({ label: t('rotate.open'), onSelect: () => setOpen('rotate') });
  items.push({ label: t('revoke.open'), tone: 'critical', onSelect: () => setOpen('revoke') });
  const opens = (which: typeof open) => ({
    open: open === which,
    onOpenChange: (isOpen: boolean) => !isOpen && setOpen(null),
  });
  return (
    <>
      <DropdownMenu
        label={t('keys.actionsFor', { name })}
        items={items}
        trigger={
          <Button variant="ghost" size="icon" aria-label={t('keys.actionsFor', { name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
      />
      <ChangeKey
        apiKey={apiKey}
        maxRate={isAdmin ? MAX_RATE_PER_MINUTE : RATE_PER_MINUTE}
        action={actions.change}
        {...opens('change')}
      />
      <RotateKey apiKey={apiKey} action={actions.rotate} {...opens('rotate')} />
      <ConfirmDialog
        {...opens('revoke')}
        title={t('revoke.title', { name })}
        description={t('revoke.body', { prefix })}
        confirmLabel={t('revoke.open')}
        onConfirm={() => revoke.run({ keyId })}
      />
    </>
  );
}
