'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { AddressInput } from '@/lib/domain/accounts/schema';
import { MailSent } from './mail-sent';

interface AddressFormProps {
  /** What stands above the field; gone once the mail is sent. */
  heading: ReactNode;
  submitLabel: string;
  action: Action<{ email: string }, unknown>;
}

/** An address to send a link to: a forgotten password, or a link that is no longer good. */
export function AddressForm({ heading, submitLabel, action }: AddressFormProps) {
  const t = useTranslations('auth');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useActionForm({
    schema: AddressInput,
    action,
    defaultValues: { email: '' },
    onSuccess: (_, values) => setSentTo(values.email.trim()),
  });
  if (sentTo) {
    const send = () => action({ email: sentTo });
    return <MailSent title={t('sent.title')} email={sentTo} send={send} onBack={() => setSentTo(null)} />;
  }
  return (
    <>
      {heading}
      <ActionForm form={form}>
        <Field label={t('email')} error={form.error('email')}>
          <Input type="email" autoComplete="username" spellCheck={false} {...form.register('email')} />
        </Field>
        <SubmitButton className="sm:self-stretch">{submitLabel}</SubmitButton>
      </ActionForm>
    </>
  );
}
