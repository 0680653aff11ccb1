'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { ChangePasswordInput, PASSWORD_MIN } from '@/lib/domain/accounts/schema';

interface PasswordFormProps {
  email: string;
  action: Action<z.input<typeof ChangePasswordInput>, { ended: number }>;
}

export function PasswordForm({ email, action }: PasswordFormProps) {
  const t = useTranslations('settings.password');
  const toast = useToast();
  const form = useActionForm({
    schema: ChangePasswordInput,
    action,
    defaultValues: { current: '', password: '' },
    resetOnSuccess: true,
    onSuccess: ({ ended }) => toast({ title: t('saved', { ended }), tone: 'positive' }),
  });
  return (
    <ActionForm form={form} className="max-w-form">
      {/* For the password manager, which saves the pair. */}
      <input type="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <Field label={t('current')} error={form.error('current')}>
        <Input type="password" autoComplete="current-password" {...form.register('current')} />
      </Field>
      <Field label={t('new')} hint={t('hint', { min: PASSWORD_MIN })} error={form.error('password')}>
        <Input type="password" autoComplete="new-password" {...form.register('password')} />
      </Field>
      <SubmitButton variant="secondary">{t('save')}</SubmitButton>
    </ActionForm>
  );
}
