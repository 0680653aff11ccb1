'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { TextLink } from '@/components/ui/link-button';
import { PASSWORD_MIN, SignUpInput } from '@/lib/domain/accounts/schema';
import { AuthHeading } from './auth-heading';
import { MailSent } from './mail-sent';
import type { RequestLink } from './password-step';

interface SignUpFormProps {
  signUp: Action<z.input<typeof SignUpInput>, unknown>;
  requestLink: RequestLink;
}

export function SignUpForm({ signUp, requestLink }: SignUpFormProps) {
  const t = useTranslations('auth');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useActionForm({
    schema: SignUpInput,
    action: signUp,
    defaultValues: { name: '', email: '', organisation: '', password: '' },
    onSuccess: (_, values) => setSentTo(values.email.trim()),
  });
  if (sentTo) {
    const send = () => requestLink({ email: sentTo });
    return <MailSent title={t('signUp.sent')} email={sentTo} send={send} onBack={() => setSentTo(null)} />;
  }
  return (
    <>
      <AuthHeading title={t('signUp.title')}>{t('signUp.lead')}</AuthHeading>
      <ActionForm form={form}>
        <Field label={t('name')} error={form.error('name')}>
          <Input autoComplete="name" {...form.register('name')} />
        </Field>
        <Field label={t('email')} error={form.error('email')}>
          <Input type="email" autoComplete="username" spellCheck={false} {...form.register('email')} />
        </Field>
        <Field
          label={t('organisation')}
          hint={t('signUp.organisationHint')}
          error={form.error('organisation')}
        >
          <Input autoComplete="organization" {...form.register('organisation')} />
        </Field>
        <Field
          label={t('password')}
          hint={t('passwordHint', { min: PASSWORD_MIN })}
          error={form.error('password')}
        >
          <Input type="password" autoComplete="new-password" {...form.register('password')} />
        </Field>
        <SubmitButton className="sm:self-stretch">{t('signUp.submit')}</SubmitButton>
      </ActionForm>
      <p className="text-muted">
        {t('signUp.hasAccount')} <TextLink href="/sign-in">{t('signUp.signIn')}</TextLink>
      </p>
    </>
  );
}
