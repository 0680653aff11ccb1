'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DeskMoneyActions } from '@/components/support/money-actions';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import { ChangeUrgencyInput, urgencies } from '@/lib/domain/support/schema';
import { Overtaken } from './overtaken';

interface UrgencyDialogProps {
  request: DeskRequestDto;
  change: DeskMoneyActions['changeUrgency'];
  onDone: () => void;
}

/** Changes how urgent a request is; the customer reads why. */
export function UrgencyDialog({ request, change, onDone }: UrgencyDialogProps) {
  const t = useTranslations('promises.changeUrgency');
  const [isOpen, setOpen] = useState(false);
  if (!request.mayMoney.changeUrgency && !isOpen) return null;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{t('button')}</Button>}
      title={t('title', { number: request.number })}
      description={t('description')}
    >
      <UrgencyForm
        request={request}
        change={change}
        onDone={() => {
          setOpen(false);
          onDone();
        }}
      />
    </Dialog>
  );
}

/** Made anew each time the dialog opens, so that it begins with the urgency of now. */
function UrgencyForm({ request, change, onDone }: UrgencyDialogProps) {
  const t = useTranslations('promises.changeUrgency');
  const name = useTranslations('support.urgency');
  const toast = useToast();
  const { id: requestId, urgency } = request;
  const form = useActionForm({
    schema: ChangeUrgencyInput,
    action: change,
    defaultValues: { requestId, fromUrgency: urgency, urgency, reason: '' },
    onSuccess: () => {
      toast({ title: t('done'), tone: 'positive' });
      onDone();
    },
  });
  const isGone = !request.mayMoney.changeUrgency && !form.pending;
  return (
    <ActionForm form={form} label={t('title', { number: request.number })}>
      {isGone && <Overtaken request={request} typed={form.form.watch('reason')} />}
      <Field label={t('urgency')} error={form.error('urgency')}>
        <Select {...form.register('urgency')}>
          {urgencies.map((one) => (
            <option key={one} value={one}>
              {name(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('reason')} hint={t('reasonHint')} error={form.error('reason')}>
        <Textarea rows={3} {...form.register('reason')} />
      </Field>
      <DialogActions>{!isGone && <SubmitButton>{t('submit')}</SubmitButton>}</DialogActions>
    </ActionForm>
  );
}
