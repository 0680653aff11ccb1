'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { RecordDisputeInput } from '@/lib/domain/disputes/schema';

type Record = Action<z.input<typeof RecordDisputeInput>, { disputeId: string }>;

/** A dispute that no provider tells of: somebody read of it and writes it down. */
export function RecordDispute({ paymentId, record }: { paymentId: string; record: Record }) {
  const t = useTranslations('review.dispute.record');
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{t('open')}</Button>}
      title={t('open')}
      description={t('text')}
    >
      <RecordForm paymentId={paymentId} record={record} />
    </Dialog>
  );
}

function RecordForm({ paymentId, record }: { paymentId: string; record: Record }) {
  const t = useTranslations('review.dispute.record');
  const router = useRouter();
  const form = useActionForm({
    schema: RecordDisputeInput,
    action: record,
    defaultValues: { paymentId, reason: '', theirId: '' },
    onSuccess: ({ disputeId }) => router.push(`/finance/disputes/${disputeId}`),
  });
  return (
    <ActionForm form={form} label={t('open')}>
      <Field label={t('reason')} error={form.error('reason')}>
        <Input {...form.register('reason')} />
      </Field>
      <Field label={t('theirId')} hint={t('theirIdHint')} error={form.error('theirId')}>
        <Input {...form.register('theirId')} />
      </Field>
      <DialogActions>
        <SubmitButton>{t('confirm')}</SubmitButton>
      </DialogActions>
    </ActionForm>
  );
}
