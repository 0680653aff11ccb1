'use client';

import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { InviteStaffInput } from '@/lib/domain/accounts/schema';
import { RoleChoice } from './role-choice';

type Invite = Action<z.input<typeof InviteStaffInput>, unknown>;

export function InviteStaff({ action }: { action: Invite }) {
  const t = useTranslations('admin.people');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t('invite')}
        </Button>
      }
      title={t('invite')}
      description={t('inviteBody')}
    >
      <InviteForm action={action} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function InviteForm({ action, onDone }: { action: Invite; onDone: () => void }) {
  const t = useTranslations('admin.people');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: InviteStaffInput,
    action,
    defaultValues: { email: '', roles: [] },
    onSuccess: (_, { email }) => {
      toast({ title: t('invited', { email }), tone: 'positive' });
      router.refresh();
      onDone();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('email')} error={form.error('email')}>
        <Input type="email" autoComplete="off" spellCheck={false} {...form.register('email')} />
      </Field>
      <RoleChoice error={form.error('roles')} field={form.register('roles')} />
      <SubmitButton>{t('sendInvitation')}</SubmitButton>
    </ActionForm>
  );
}
