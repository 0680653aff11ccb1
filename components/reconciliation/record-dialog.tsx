'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { formatMoney } from '@/lib/core/format';
import { type ItemDto, RecordInput } from '@/lib/domain/reconciliation/schema';

export type RecordLine = Action<z.input<typeof RecordInput>, { outcome: 'paid' | 'part' | 'over' }>;
interface RecordDialogProps {
  runId: string;
  item: ItemDto;
  record: RecordLine;
}

/** Books a line of the bank as money for a transfer; begins with the one that its text names. */
export function RecordDialog(props: RecordDialogProps) {
  const t = useTranslations('books.reconciliation');
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const { theirMinor, currency } = props.item;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="primary">
          {t('record')}
        </Button>
      }
      title={t('recordTitle', { amount: formatMoney(theirMinor ?? '0', currency, locale) })}
      description={t('recordDescription')}
    >
      <Fields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function Fields({ runId, item, record, close }: RecordDialogProps & { close: () => void }) {
  const t = useTranslations('books.reconciliation');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: RecordInput,
    action: record,
    defaultValues: { runId, position: item.position, reference: item.reference ?? '' },
    onSuccess: ({ outcome }) => {
      toast({ title: t(`recorded.${outcome}`), tone: 'positive' });
      router.refresh();
      close();
    },
  });
  return (
    <ActionForm form={form}>
      <p className="text-muted text-sm [overflow-wrap:anywhere]">{item.text}</p>
      <Field label={t('recordReference')} hint={t('recordHint')} error={form.error('reference')}>
        <Input autoComplete="off" {...form.register('reference')} />
      </Field>
      <SubmitButton>{t('record')}</SubmitButton>
    </ActionForm>
  );
}
