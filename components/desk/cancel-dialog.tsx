'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCredits } from '@/components/support/use-credits';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import { CancelInput } from '@/lib/domain/support/schema';
import type { DeskActions } from './desk-actions';
import { Overtaken } from './overtaken';

interface CancelDialogProps {
  request: DeskRequestDto;
  cancel: DeskActions['cancel'];
  onDone: () => void;
  /** The trigger's id: a key presses it. */
  id: string;
}

/**
 * Ends a request without a charge: says how many credits go back before it does so. When somebody was faster it stays
 * open, says who it was and sends nothing any more.
 */
export function CancelDialog({ request, cancel, onDone, id }: CancelDialogProps) {
  const t = useTranslations('desk.cancel');
  const action = useTranslations('desk.request');
  const credits = useCredits();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const { number, organisation } = request;
  const { returnable } = request.credits;
  const back = credits(returnable);
  const form = useActionForm({
    schema: CancelInput,
    action: async (input) => {
      const result = await cancel(input);
      if (!result.ok) onDone();
      return result;
    },
    defaultValues: { requestId: request.id, reason: '' },
    onSuccess: ({ released }) => {
      const title =
        released === '0' ? t('doneFree', { number }) : t('done', { number, credits: credits(released) });
      toast({ title, tone: 'positive' });
      setOpen(false);
      onDone();
    },
  });
  const isGone = !request.may.cancel && !form.pending;
  if (isGone && !isOpen) return null;
  const description =
    returnable === '0'
      ? t('descriptionFree')
      : t('description', { credits: back, organisation: organisation.name });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button id={id}>{action('cancel')}</Button>}
      title={t('title', { number })}
      description={isGone ? undefined : description}
    >
      {isGone && <Overtaken request={request} typed={form.form.watch('reason')} />}
      <ActionForm form={form} label={t('title', { number })}>
        <Field label={t('label')} error={form.error('reason')}>
          <Textarea rows={4} {...form.register('reason')} />
        </Field>
        <DialogActions cancel={t('keep')}>
          {!isGone && (
            <SubmitButton variant="danger">
              {returnable === '0' ? t('submitFree') : t('submit', { credits: back })}
            </SubmitButton>
          )}
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
