'use client';

import { useTranslations } from 'next-intl';
import { type z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { TextLink } from '@/components/ui/link-button';
import { PasswordCredentials } from '@/lib/domain/accounts/schema';
import { enter, signInWith } from './sign-in-request';

interface PasswordStepProps {
  email: string;
  next?: string;
  requestLink: RequestLink;
  onBack: () => void;
  onSent: () => void;
}

export type RequestLink = Action<{ email: string; next?: string }, unknown>;

type Offered = z.input<typeof PasswordCredentials>;

/** The password for the address above it, or a link instead. */
export function PasswordStep({ email, next, requestLink, onBack, onSent }: PasswordStepProps) {
  const t = useTranslations('auth');
  const link = useAction(requestLink, { onSuccess: onSent, quiet: true });
  const offer: Action<Offered, null> = async (values) => {
    if (await signInWith({ provider: 'password', ...values })) return { ok: true, data: null };
    return { ok: false, error: { code: 'refused', message: t('signIn.refused') } };
  };
  const form = useActionForm({
    schema: PasswordCredentials,
    action: offer,
    defaultValues: { email, password: '' },
    onSuccess: () => enter(next),
  });
  return (
    <>
      <ActionForm form={form}>
        <Field label={t('email')} error={form.error('email')}>
          <Input
            type="email"
            autoComplete="username"
            readOnly
            {...form.register('email')}
            end={
              <Button variant="ghost" size="sm" onClick={onBack}>
                {t('signIn.change')}
              </Button>
            }
          />
        </Field>
        <Field label={t('password')} error={form.error('password')}>
          <Input type="password" autoComplete="current-password" autoFocus {...form.register('password')} />
        </Field>
        <SubmitButton className="sm:self-stretch">{t('signIn.submit')}</SubmitButton>
      </ActionForm>
      <div className="flex flex-col gap-3">
        {link.failure && <FormError message={link.failure.message} requestId={link.failure.requestId} />}
        <Button loading={link.pending} onClick={() => link.run({ email, next })}>
          {t('signIn.mailLink')}
        </Button>
        <TextLink href="/forgot-password" className="self-start">
          {t('signIn.forgot')}
        </TextLink>
      </div>
    </>
  );
}
