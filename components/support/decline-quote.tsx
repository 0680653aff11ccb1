'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { DeclineQuoteInput } from '@/lib/domain/quotes/schema';
import type { MoneyActions } from './money-actions';

interface DeclineQuoteProps {
  quoteId: string;
  decline: MoneyActions['declineQuote'];
  onDone: () => void;
}

/** Says no to a price, with a word about it or without. */
export function DeclineQuote({ quoteId, decline, onDone }: DeclineQuoteProps) {
  const t = useTranslations('promises.quote');
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const form = useActionForm({
    schema: DeclineQuoteInput,
    action: decline,
    defaultValues: { quoteId, comment: '' },
    onSuccess: () => {
      toast({ title: t('declined'), tone: 'positive' });
      setOpen(false);
      onDone();
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{t('decline')}</Button>}
      title={t('declineTitle')}
      description={t('declineBody')}
    >
      <ActionForm form={form} label={t('declineTitle')}>
        <Field label={t('comment')} hint={t('commentHint')} optional error={form.error('comment')}>
          <Textarea rows={3} {...form.register('comment')} />
        </Field>
        <DialogActions>
          <SubmitButton>{t('decline')}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
