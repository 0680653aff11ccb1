'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { AcceptAsNewInput, PASSWORD_MIN } from '@/lib/domain/accounts/schema';
import { enter, signInWith } from './sign-in-request';

interface AcceptInvitationFormProps {
  email: string;
  token: string;
  submitLabel: string;
  action: Action<z.input<typeof AcceptAsNewInput>, { email: string }>;
}

/** Somebody invited who has no account yet: name and password, and they are in. */
export function AcceptInvitationForm({ email, token, submitLabel, action }: AcceptInvitationFormProps) {
  const t = useTranslations('auth');
  const router = useRouter();
  const accept: typeof action = async (values) => {
    const result = await action(values);
    if (!result.ok && ['conflict', 'not_found'].includes(result.error.code)) router.refresh();
    if (result.ok) await signInWith({ provider: 'password', ...result.data, password: values.password });
    return result;
  };
  const form = useActionForm({
    schema: AcceptAsNewInput,
    action: accept,
    defaultValues: { token, name: '', password: '' },
    onSuccess: () => enter(),
  });
  return (
    <ActionForm form={form}>
      <Field label={t('email')}>
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label={t('name')} error={form.error('name')}>
        <Input autoComplete="name" autoFocus {...form.register('name')} />
      </Field>
      <Field
        label={t('password')}
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        error={form.error('password')}
      >
        <Input type="password" autoComplete="new-password" {...form.register('password')} />
      </Field>
      <SubmitButton className="sm:self-stretch">{submitLabel}</SubmitButton>
    </ActionForm>
  );
}
