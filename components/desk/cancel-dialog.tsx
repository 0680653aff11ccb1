'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCredits } from '@/components/support/use-credits';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { CancelInput } from '@/lib/domain/support/schema';
import type { DeskRequestDto } from '@/lib/domain/support/schema.dto';
import type { DeskActions } from './desk-actions';

interface CancelDialogProps {
  request: DeskRequestDto;
  cancel: DeskActions['cancel'];
  onDone: () => void;
}

/** Ends a request without a charge: says how many credits go back before it does so. */
export function CancelDialog({ request, cancel, onDone }: CancelDialogProps) {
  const t = useTranslations('desk.cancel');
  const action = useTranslations('desk.request');
  const credits = useCredits();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const { number, organisation } = request;
  const price = credits(request.price);
  const form = useActionForm({
    schema: CancelInput,
    action: cancel,
    defaultValues: { requestId: request.id, reason: '' },
    onSuccess: ({ released }) => {
      toast({ title: t('done', { number, credits: credits(released) }), tone: 'positive' });
      setOpen(false);
      onDone();
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{action('cancel')}</Button>}
      title={t('title', { number })}
      description={t('description', { credits: price, organisation: organisation.name })}
    >
      <ActionForm form={form} label={t('title', { number })}>
        <Field label={t('label')} error={form.error('reason')}>
          <Textarea rows={4} {...form.register('reason')} />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button>{t('keep')}</Button>
          </DialogClose>
          <SubmitButton variant="danger">{t('submit', { credits: price })}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
