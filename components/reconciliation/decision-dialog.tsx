'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { RadioCards } from '@/components/ui/radio-cards';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { DecisionInput, decisions } from '@/lib/domain/reconciliation/schema';
import type { ItemDto } from '@/lib/domain/reconciliation/schema';

export type Decide = Action<z.input<typeof DecisionInput>, unknown>;
interface DecisionDialogProps {
  runId: string;
  item: ItemDto;
  decide: Decide;
}

/** Says what a difference is, with a note. */
export function DecisionDialog(props: DecisionDialogProps) {
  const t = useTranslations('books.reconciliation');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">{t('decide')}</Button>}
      title={t('decideTitle')}
      description={t('decideDescription')}
    >
      <Fields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function Fields({ runId, item, decide, close }: DecisionDialogProps & { close: () => void }) {
  const t = useTranslations('books.reconciliation');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: DecisionInput,
    action: decide,
    defaultValues: {
      ...{ runId, position: item.position },
      ...{ decision: decisions.find((one) => one === item.decision) ?? 'explained', note: item.note ?? '' },
    },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
      close();
    },
  });
  return (
    <ActionForm form={form}>
      <RadioCards
        legend={t('decision')}
        error={form.error('decision')}
        options={decisions.map((decision) => ({
          value: decision,
          label: t(`decisions.${decision}`),
          hint: t(`decisionHints.${decision}`),
        }))}
        {...form.register('decision')}
      />
      <Field label={t('note')} error={form.error('note')}>
        <Textarea rows={3} {...form.register('note')} />
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
