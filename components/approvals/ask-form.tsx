'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Checkbox } from '@/components/ui/checkbox';
import { DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { AskApprovalInput, newAskId } from '@/lib/domain/approvals/schema';
import type { AskableDto } from '@/lib/domain/approvals/schema.dto';
import type { AskActions } from './ask-actions';
import { SummaryField } from './summary-field';
import { useDrafts } from './use-drafts';

interface AskFormProps {
  askable: AskableDto[];
  actions: AskActions;
  onSent: (owner: string) => void;
}

/** The mail to the owner: a summary of each request, drafted or written, and a personal note. */
export function AskForm({ askable, actions, onSent }: AskFormProps) {
  const t = useTranslations('asking');
  const [askId] = useState(newAskId);
  const [first] = askable;
  const waiting = askable.filter(({ state }) => state === 'pending');
  const form = useActionForm({
    schema: AskApprovalInput,
    action: actions.ask,
    defaultValues: {
      askId,
      cards: askable.map(({ requestId, version }) => ({ requestId, version, summary: '' })),
      ...{ note: '', again: false },
    },
    onSuccess: () => onSent(first?.owner?.name ?? ''),
  });
  const drafts = useDrafts(actions.draft, askable, (index, text) => {
    if (form.form.getValues(`cards.${index}.summary`).trim() === '')
      form.form.setValue(`cards.${index}.summary`, text);
  });
  const isWaiting = waiting.length > 0 && !form.form.watch('again');
  return (
    <ActionForm form={form} label={t('description')} className="gap-5">
      <p className="text-sm">
        <span className="text-muted">{t('to')}: </span>
        {t.rich('toOwner', {
          name: () => <bdi className="font-medium">{first?.owner?.name}</bdi>,
          organisation: () => <bdi>{first?.organisation.name}</bdi>,
        })}
      </p>
      {waiting.length > 0 && (
        <Banner
          tone="warning"
          title={t('againFor', {
            numbers: waiting.map(({ number }) => number).join(', '),
            count: waiting.length,
          })}
        >
          <Checkbox label={t('again')} {...form.register('again')} />
        </Banner>
      )}
      {askable.map((request, index) => (
        <SummaryField
          key={request.requestId}
          request={request}
          draft={drafts.of(request.requestId)}
          error={form.error(`cards.${index}.summary`)}
          {...form.register(`cards.${index}.summary`)}
        />
      ))}
      <Field label={t('note')} hint={t('noteHint')} error={form.error('note')}>
        <Textarea rows={3} dir="auto" {...form.register('note')} />
      </Field>
      <DialogActions>
        <SubmitButton disabled={isWaiting}>{t('send', { count: askable.length })}</SubmitButton>
      </DialogActions>
    </ActionForm>
  );
}
