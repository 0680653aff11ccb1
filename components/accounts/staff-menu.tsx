'use client';

import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DropdownMenu, type MenuItem } from '@/components/ui/dropdown-menu';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { StaffDto } from '@/lib/domain/accounts/schema';
import { EditStaff, type ChangeStaff } from './edit-staff';

type Act = Action<{ userId: string }, unknown>;

export interface StaffActions {
  change: ChangeStaff;
  deactivate: Act;
  reactivate: Act;
}

export function StaffMenu({ person, actions }: { person: StaffDto; actions: StaffActions }) {
  const t = useTranslations('admin.people');
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<'edit' | 'deactivate' | null>(null);
  const { id: userId, name } = person;
  const done = (title: string) => () => {
    toast({ title, tone: 'positive' });
    router.refresh();
  };
  const deactivate = useAction(actions.deactivate, { onSuccess: done(t('wasDeactivated', { name })) });
  const reactivate = useAction(actions.reactivate, { onSuccess: done(t('wasReactivated', { name })) });
  const items: MenuItem[] = [{ label: t('edit'), onSelect: () => setOpen('edit') }];
  if (!person.isActive) items.push({ label: t('reactivate'), onSelect: () => reactivate.run({ userId }) });
  else if (!person.isSelf)
    items.push({ label: t('deactivate'), tone: 'critical', onSelect: () => setOpen('deactivate') });
  const closeWhen = (isOpen: boolean) => !isOpen && setOpen(null);
  return (
    <>
      <DropdownMenu
        label={t('actionsFor', { name })}
        items={items}
        trigger={
          <Button
            variant="ghost"
            size="icon"
            loading={reactivate.pending}
            aria-label={t('actionsFor', { name })}
          >
            <Ellipsis aria-hidden />
          </Button>
        }
      />
      <EditStaff person={person} action={actions.change} open={open === 'edit'} onOpenChange={closeWhen} />
      <ConfirmDialog
        open={open === 'deactivate'}
        onOpenChange={closeWhen}
        title={t('deactivateTitle', { name })}
        description={t('deactivateBody')}
        confirmLabel={t('deactivate')}
        onConfirm={() => deactivate.run({ userId })}
      />
    </>
  );
}
