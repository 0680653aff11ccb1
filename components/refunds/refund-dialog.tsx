'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { formatMoney } from '@/lib/core/format';
import { moneyToDecimal, parseMoney } from '@/lib/core/money';
import { text } from '@/lib/core/text';
import { ClawFacts } from './claw-facts';
import type { RefundPreviewView } from './types';

/** The amount is a decimal of the payment's currency; the server checks it against what is left. */
const Refund = z.object({ paymentId: z.string(), amount: z.string().max(20), reason: text(500, 3) });
type Refund = z.input<typeof Refund>;

export type RefundActions = {
  preview: Action<{ paymentId: string; amount: string }, RefundPreviewView>;
  refund: Action<Refund, unknown>;
};

interface RefundDialogProps {
  payment: { id: string; currency: string; organisation: { name: string } };
  /** What was received and was not sent back yet. */
  leftMinor: string;
  /** Nobody sends a transfer back but a person. */
  isByHand: boolean;
  actions: RefundActions;
}

/** Sends money back, whole or in part; says before what it takes back from the customer's wallet. */
export function RefundDialog(props: RefundDialogProps) {
  const { payment, leftMinor } = props;
  const t = useTranslations('review.refund');
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  const whole = moneyToDecimal(BigInt(leftMinor), payment.currency);
  const preview = useAction(props.actions.preview, { quiet: true, onSuccess: (found) => setFound(found) });
  const [found, setFound] = useState<RefundPreviewView | null>(null);
  const look = (amount: string) => {
    setFound(null);
    const minor = parseMoney(amount, payment.currency);
    if (minor && minor > 0n && minor <= BigInt(leftMinor)) preview.run({ paymentId: payment.id, amount });
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (open) look(whole);
      }}
      trigger={<Button>{t('open')}</Button>}
      title={t('title', { customer: payment.organisation.name })}
      description={t('left', { amount: formatMoney(leftMinor, payment.currency, locale) })}
    >
      <RefundForm {...props} whole={whole} look={look} preview={found} close={() => setOpen(false)} />
    </Dialog>
  );
}

type FormProps = RefundDialogProps & {
  whole: string;
  look: (amount: string) => void;
  preview: RefundPreviewView | null;
  close: () => void;
};

function RefundForm({ payment, isByHand, actions, whole, look, preview, close }: FormProps) {
  const t = useTranslations('review.refund');
  const words = useTranslations('common');
  const locale = useLocale();
  const router = useRouter();
  const toast = useToast();
  const [isWhole, setWhole] = useState(true);
  const form = useActionForm({
    schema: Refund,
    action: actions.refund,
    defaultValues: { paymentId: payment.id, amount: whole, reason: '' },
    onSuccess: () => {
      toast({ title: t('done'), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  const amount = form.form.watch('amount');
  const minor = parseMoney(amount, payment.currency);
  const price = minor === null ? amount : formatMoney(minor, payment.currency, locale);
  return (
    <ActionForm form={form} label={t('title', { customer: payment.organisation.name })}>
      <RadioCards
        legend={t('howMuch')}
        name="how-much"
        columns={2}
        value={isWhole ? 'whole' : 'part'}
        onChange={(event) => {
          const next = event.target.value === 'whole';
          setWhole(next);
          if (!next) return;
          form.form.setValue('amount', whole);
          look(whole);
        }}
        options={[
          { value: 'whole', label: t('whole') },
          { value: 'part', label: t('part') },
        ]}
      />
      {!isWhole && (
        <Field label={t('amount', { currency: payment.currency })} error={form.error('amount')}>
          <Input
            inputMode="decimal"
            {...form.register('amount', {
              onBlur: ({ target }: { target: { value: string } }) => look(target.value),
            })}
          />
        </Field>
      )}
      <Field label={t('reason')} hint={t('reasonHint')} error={form.error('reason')}>
        <Textarea rows={2} {...form.register('reason')} />
      </Field>
      {preview && <ClawFacts preview={preview} currency={payment.currency} />}
      {isByHand && <Banner tone="info">{t('byHand')}</Banner>}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button>{words('cancel')}</Button>
        </DialogClose>
        <SubmitButton variant="danger">{t('confirm', { amount: price })}</SubmitButton>
      </div>
    </ActionForm>
  );
}
