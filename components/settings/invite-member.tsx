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
import { RadioCards } from '@/components/ui/radio-cards';
import { useToast } from '@/components/ui/toast';
import { InviteMemberInput, memberRoles } from '@/lib/domain/accounts/schema';

type Invite = Action<z.input<typeof InviteMemberInput>, unknown>;

export function InviteMember({ organisation, action }: { organisation: string; action: Invite }) {
  const t = useTranslations('settings.members');
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
      title={t('inviteTitle', { organisation })}
      description={t('inviteBody')}
    >
      <InviteForm action={action} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function InviteForm({ action, onDone }: { action: Invite; onDone: () => void }) {
  const t = useTranslations('settings.members');
  const role = useTranslations('common.role');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: InviteMemberInput,
    action,
    defaultValues: { email: '', role: 'member' },
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
      <RadioCards
        legend={t('role')}
        error={form.error('role')}
        options={memberRoles.map((value) => ({ value, label: role(value), hint: t(`roleHint.${value}`) }))}
        {...form.register('role')}
      />
      <SubmitButton>{t('sendInvitation')}</SubmitButton>
    </ActionForm>
  );
}
