'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { PASSWORD_MIN, ResetPasswordInput } from '@/lib/domain/accounts/schema';
import { enter, signInWith } from './sign-in-request';

interface ResetPasswordFormProps {
  email: string;
  token: string;
  action: Action<z.input<typeof ResetPasswordInput>, { email: string }>;
}

/** A new password by a link; it signs in at once. */
export function ResetPasswordForm({ email, token, action }: ResetPasswordFormProps) {
  const t = useTranslations('auth');
  const router = useRouter();
  const reset: typeof action = async (values) => {
    const result = await action(values);
    // The link is gone: the page says so, and offers a new one.
    if (!result.ok && ['conflict', 'not_found'].includes(result.error.code)) router.refresh();
    if (result.ok) await signInWith({ provider: 'password', ...result.data, password: values.password });
    return result;
  };
  const form = useActionForm({
    schema: ResetPasswordInput,
    action: reset,
    defaultValues: { token, password: '' },
    onSuccess: () => enter(),
  });
  return (
    <ActionForm form={form}>
      {/* For the password manager, which saves the pair. */}
      <input type="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <Field
        label={t('newPassword')}
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        error={form.error('password')}
      >
        <Input type="password" autoComplete="new-password" autoFocus {...form.register('password')} />
      </Field>
      <SubmitButton className="sm:self-stretch">{t('reset.submit')}</SubmitButton>
    </ActionForm>
  );
}
