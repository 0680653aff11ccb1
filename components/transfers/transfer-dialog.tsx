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
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { formatDecimal } from '@/lib/core/format';
import { type TransferDto, type TransferOfferDto, TransferCreditsInput } from '@/lib/domain/transfers/schema';
import { newCommandKey } from '@/lib/domain/wallet/schema';

export type Transfer = Action<z.input<typeof TransferCreditsInput>, TransferDto>;

/** Moves credits to another organisation of the same owner. */
export function TransferDialog({ offer, transfer }: { offer: TransferOfferDto; transfer: Transfer }) {
  const t = useTranslations('transfers');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('open')}</Button>}
      title={t('title')}
      description={t('description')}
    >
      <TransferFields offer={offer} transfer={transfer} close={() => setOpen(false)} />
    </Dialog>
  );
}

type FieldsProps = { offer: TransferOfferDto; transfer: Transfer; close: () => void };

function TransferFields({ offer: { targets, transferable }, transfer, close }: FieldsProps) {
  const t = useTranslations('transfers');
  const locale = useLocale();
  const router = useRouter();
  const toast = useToast();
  // Made once for this dialog: a second press of the button moves nothing more.
  const [idempotencyKey] = useState(newCommandKey);
  const nameOf = (id: string) => targets.find((target) => target.id === id)?.name ?? '';
  const form = useActionForm({
    schema: TransferCreditsInput,
    action: transfer,
    defaultValues: { toOrganisationId: targets[0]?.id ?? '', credits: '', reason: '', idempotencyKey },
    onSuccess: ({ credits }, { toOrganisationId }) => {
      const moved = { credits: formatDecimal(credits, locale), count: Number(credits) };
      toast({ title: t('done', { ...moved, name: nameOf(toOrganisationId) }), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('to')} error={form.error('toOrganisationId')}>
        <Select {...form.register('toOrganisationId')}>
          {targets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t('credits')}
        hint={t('creditsHint', { credits: formatDecimal(transferable, locale), count: Number(transferable) })}
        error={form.error('credits')}
      >
        <Input inputMode="decimal" autoComplete="off" {...form.register('credits')} />
      </Field>
      <Field label={t('reason')} hint={t('reasonHint')} optional error={form.error('reason')}>
        <Input {...form.register('reason')} />
      </Field>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
