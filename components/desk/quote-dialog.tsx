'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DeskMoneyActions } from '@/components/support/money-actions';
import { MarkdownField } from '@/components/support/markdown-field';
import { useCredits } from '@/components/support/use-credits';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import { ProposeQuoteInput, newQuoteId } from '@/lib/domain/quotes/schema';
import { Overtaken } from './overtaken';

interface QuoteDialogProps {
  request: DeskRequestDto;
  propose: DeskMoneyActions['proposeQuote'];
  onDone: () => void;
}

/** Proposes a price to the customer, who accepts or declines it. */
export function QuoteDialog({ request, propose, onDone }: QuoteDialogProps) {
  const t = useTranslations('promises.propose');
  const [isOpen, setOpen] = useState(false);
  const { number, organisation } = request;
  if (!request.mayMoney.propose && !isOpen) return null;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      size="lg"
      trigger={<Button>{t('button')}</Button>}
      title={t('title', { number })}
      description={t('description', { organisation: organisation.name })}
    >
      <QuoteForm
        request={request}
        propose={propose}
        onDone={() => {
          setOpen(false);
          onDone();
        }}
      />
    </Dialog>
  );
}

/** Made anew each time the dialog opens, with an id of its own: a press repeated is one quote. */
function QuoteForm({ request, propose, onDone }: QuoteDialogProps) {
  const t = useTranslations('promises.propose');
  const credits = useCredits();
  const toast = useToast();
  const [quoteId] = useState(newQuoteId);
  const form = useActionForm({
    schema: ProposeQuoteInput,
    action: propose,
    defaultValues: { requestId: request.id, quoteId, credits: '', body: '' },
    onSuccess: () => {
      toast({ title: t('done'), tone: 'positive' });
      onDone();
    },
  });
  const hint =
    request.price === '0' ? t('creditsFirst') : t('creditsHint', { price: credits(request.price) });
  const isGone = !request.mayMoney.propose && !form.pending;
  return (
    <ActionForm form={form} label={t('title', { number: request.number })}>
      {isGone && <Overtaken request={request} typed={form.form.watch('body')} />}
      <Field label={t('credits')} hint={hint} error={form.error('credits')}>
        <Input inputMode="decimal" autoComplete="off" {...form.register('credits')} />
      </Field>
      <MarkdownField
        label={t('body')}
        hint={t('bodyHint')}
        rows={6}
        text={form.form.watch('body')}
        error={form.error('body')}
        {...form.register('body')}
      />
      <DialogActions>{!isGone && <SubmitButton>{t('submit')}</SubmitButton>}</DialogActions>
    </ActionForm>
  );
}
