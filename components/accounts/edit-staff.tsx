'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { ChangeStaffInput, type StaffDto } from '@/lib/domain/accounts/schema';
import { RoleChoice } from './role-choice';

export type ChangeStaff = Action<z.input<typeof ChangeStaffInput>, unknown>;

interface EditStaffProps {
  person: StaffDto;
  action: ChangeStaff;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function EditStaff({ person, action, open, onOpenChange }: EditStaffProps) {
  const t = useTranslations('admin.people');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('editTitle', { name: person.name })}
      description={person.email}
    >
      <EditForm person={person} action={action} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

type EditFormProps = { person: StaffDto; action: ChangeStaff; onDone: () => void };

function EditForm({ person, action, onDone }: EditFormProps) {
  const t = useTranslations('admin.people');
  const router = useRouter();
  const toast = useToast();
  const { id: userId, name, roles, skills, capacity } = person;
  const form = useActionForm({
    schema: ChangeStaffInput,
    action,
    defaultValues: { userId, roles, skills: skills.join(', '), capacity },
    onSuccess: () => {
      toast({ title: t('changed', { name }), tone: 'positive' });
      router.refresh();
      onDone();
    },
  });
  const isExpert = form.form.watch('roles').includes('expert');
  return (
    <ActionForm form={form}>
      <RoleChoice error={form.error('roles')} field={form.register('roles')} />
      {isExpert && (
        <>
          <Field label={t('skills')} hint={t('skillsHint')} error={form.error('skills')}>
            <Input {...form.register('skills')} />
          </Field>
          <Field label={t('capacity')} hint={t('capacityHint')} error={form.error('capacity')}>
            <Input type="number" inputMode="numeric" min={1} max={100} {...form.register('capacity')} />
          </Field>
        </>
      )}
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
