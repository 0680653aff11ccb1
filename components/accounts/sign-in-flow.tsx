'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { TextLink } from '@/components/ui/link-button';
import { AddressInput } from '@/lib/domain/accounts/schema';
import { AuthHeading } from './auth-heading';
import { MailSent } from './mail-sent';
import { PasswordStep, type RequestLink } from './password-step';

/** One field first; then the password, or a link by e-mail. Which of them exists for an address, nobody learns. */
export function SignInFlow({ next, requestLink }: { next?: string; requestLink: RequestLink }) {
  const t = useTranslations('auth');
  const [email, setEmail] = useState('');
  const [step, setStep] = useState<'address' | 'password' | 'sent'>('address');
  if (step === 'sent') {
    return (
      <MailSent
        title={t('sent.title')}
        email={email}
        send={() => requestLink({ email, next })}
        onBack={() => setStep('address')}
      />
    );
  }
  return (
    <>
      <AuthHeading title={t('signIn.title')} />
      {step === 'address' ? (
        <AddressStep
          email={email}
          onDone={(address) => {
            setEmail(address);
            setStep('password');
          }}
        />
      ) : (
        <PasswordStep
          email={email}
          next={next}
          requestLink={requestLink}
          onBack={() => setStep('address')}
          onSent={() => setStep('sent')}
        />
      )}
      <p className="text-muted">
        {t('signIn.noAccount')} <TextLink href="/sign-up">{t('signIn.signUp')}</TextLink>
      </p>
    </>
  );
}

const stayHere: Action<{ email: string }, null> = async () => ({ ok: true, data: null });

function AddressStep({ email, onDone }: { email: string; onDone: (email: string) => void }) {
  const t = useTranslations('auth');
  const form = useActionForm({
    schema: AddressInput,
    action: stayHere,
    defaultValues: { email },
    onSuccess: (_, values) => onDone(values.email.trim()),
  });
  return (
    <ActionForm form={form}>
      <Field label={t('email')} error={form.error('email')}>
        <Input
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          {...form.register('email')}
        />
      </Field>
      <SubmitButton className="sm:self-stretch">{t('signIn.continue')}</SubmitButton>
    </ActionForm>
  );
}
