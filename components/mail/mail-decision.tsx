'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Tabs } from '@/components/ui/tabs';
import { useToast } from '@/components/ui/toast';
import { InboundInput, ReleaseMailInput, RequestNumber } from '@/lib/domain/mail/schema';
import type { InboundDto } from '@/lib/domain/mail/schema.dto';

export type MailActions = {
  release: Action<z.input<typeof ReleaseMailInput>, { requestId: string }>;
  reject: Action<z.input<typeof InboundInput>, unknown>;
};

type Props = { mail: InboundDto; actions: MailActions };

/** Three ways out, one at a time, so that nothing is pressed by mistake. */
export function MailDecision({ mail, actions }: Props) {
  const t = useTranslations('mail.decide');
  const isParked = mail.status === 'parked';
  const tabs = [
    { value: 'request', label: t('toRequest'), content: <ToRequest mail={mail} actions={actions} /> },
    { value: 'new', label: t('anew'), content: <Anew mail={mail} actions={actions} /> },
    // What is parked is put away already.
    ...(isParked
      ? []
      : [{ value: 'reject', label: t('reject'), content: <Reject mail={mail} actions={actions} /> }]),
  ];
  return (
    <Card as="section" aria-labelledby="decide-title">
      <CardHeader id="decide-title" title={t('title')} className="mb-2" />
      <Tabs label={t('title')} tabs={tabs} />
    </Card>
  );
}

function useReleased(done: string) {
  const router = useRouter();
  const toast = useToast();
  return ({ requestId }: { requestId: string }) => {
    toast({ title: done, tone: 'positive' });
    router.push(`/desk/requests/${requestId}`);
  };
}

const ToRequestInput = ReleaseMailInput.extend({ number: RequestNumber });

function ToRequest({ mail, actions }: Props) {
  const t = useTranslations('mail.decide');
  const form = useActionForm({
    schema: ToRequestInput,
    action: actions.release,
    defaultValues: { mailId: mail.id, number: mail.request?.number ?? '' },
    onSuccess: useReleased(t('posted')),
  });
  return (
    <ActionForm form={form} label={t('toRequest')}>
      <Field label={t('number')} hint={t('numberHint', { sender: mail.from })} error={form.error('number')}>
        <Input
          autoComplete="off"
          placeholder="REQ-2026-000123"
          className="font-mono"
          {...form.register('number')}
        />
      </Field>
      <SubmitButton>{t('post')}</SubmitButton>
    </ActionForm>
  );
}

function Anew({ mail, actions }: Props) {
  const t = useTranslations('mail.decide');
  const form = useActionForm({
    schema: ReleaseMailInput,
    action: actions.release,
    defaultValues: { mailId: mail.id, organisationId: '' },
    onSuccess: useReleased(t('filed')),
  });
  const { organisations, from: sender } = mail;
  if (organisations.length === 0) return <p className="text-muted text-sm">{t('nobody', { sender })}</p>;
  return (
    <ActionForm form={form} label={t('anew')}>
      <p className="text-muted text-sm">{t('anewHint', { sender })}</p>
      {organisations.length > 1 && (
        <Field label={t('organisation')} error={form.error('organisationId')}>
          <Select {...form.register('organisationId')}>
            <option value="">{t('choose')}</option>
            {organisations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <SubmitButton>{t('file')}</SubmitButton>
    </ActionForm>
  );
}

function Reject({ mail, actions }: Props) {
  const t = useTranslations('mail.decide');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: InboundInput,
    action: actions.reject,
    defaultValues: { mailId: mail.id },
    onSuccess: () => {
      toast({ title: t('rejected'), tone: 'positive' });
      router.push('/desk/mail');
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} label={t('reject')}>
      <p className="text-muted text-sm">{t('rejectHint')}</p>
      <SubmitButton variant="danger">{t('rejectConfirm')}</SubmitButton>
    </ActionForm>
  );
}
