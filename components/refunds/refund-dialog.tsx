'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import { toDecimal, toMinor } from '@/components/payments/minor';
import type { Action, ActionResult } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { formatMoney } from '@/lib/core/format';
import type { RefundDto, RefundTermsDto, RequestRefundInput } from '@/lib/domain/refunds/schema';
import { newCommandKey } from '@/lib/domain/wallet/schema';
import { ClawFacts } from './claw-facts';
import { RefundWay } from './refund-way';
import { TypedRefund } from './typed-refund';

export type RequestRefund = Action<z.input<typeof RequestRefundInput>, Pick<RefundDto, 'status'>>;

interface RefundDialogProps {
  paymentId: string;
  customer: string;
  terms: RefundTermsDto;
  refund: RequestRefund;
}

/** Sends money back, whole or in part; says before what it takes back from the customer's wallet. */
export function RefundDialog(props: RefundDialogProps) {
  const { customer, terms } = props;
  const { leftMinor, currency } = terms;
  const t = useTranslations('review.refund');
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{t('open')}</Button>}
      title={t('title', { customer })}
      description={t('left', { amount: formatMoney(leftMinor, currency, locale) })}
    >
      <RefundForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function RefundForm(props: RefundDialogProps & { close: () => void }) {
  const { paymentId, customer, terms, close } = props;
  const { currency, leftMinor, isAskable } = terms;
  const t = useTranslations('review.refund');
  const locale = useLocale();
  const router = useRouter();
  const toast = useToast();
  const [isWhole, setWhole] = useState(true);
  const [token] = useState(newCommandKey);
  const whole = toDecimal(leftMinor, currency);
  const send = async ({ amount, reason, way, ...sent }: TypedRefund): Promise<ActionResult<unknown>> => {
    const amountMinor = toMinor(amount, currency)?.toString();
    if (!amountMinor)
      return { ok: false, error: { code: 'invalid', message: '', fields: { amount: 'money' } } };
    const hand =
      way === 'hand'
        ? { sentOn: sent.sentOn || undefined, bankReference: sent.bankReference || undefined }
        : {};
    const result = await props.refund({
      ...{ paymentId, amountMinor, reason, token, isByHand: way === 'hand' },
      ...hand,
    });
    if (result.ok || !result.error.fields?.amountMinor) return result;
    // Beside the field, in the words that name what is left.
    return { ok: false, error: { ...result.error, fields: { amount: result.error.message } } };
  };
  const form = useActionForm({
    schema: TypedRefund,
    action: send,
    defaultValues: {
      ...{ amount: whole, reason: '', way: isAskable ? 'provider' : 'hand' },
      ...{ sentOn: '', bankReference: '' },
    },
    onSuccess: () => {
      toast({ title: t(isByHand ? 'recorded' : 'done'), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  const minor = toMinor(form.form.watch('amount'), currency);
  const isByHand = form.form.watch('way') === 'hand';
  return (
    <ActionForm form={form} label={t('title', { customer })}>
      <RadioCards
        legend={t('howMuch')}
        name="how-much"
        columns={2}
        value={isWhole ? 'whole' : 'part'}
        onChange={(event) => {
          const next = event.target.value === 'whole';
          setWhole(next);
          if (next) form.form.setValue('amount', whole);
        }}
        options={[
          { value: 'whole', label: t('whole') },
          { value: 'part', label: t('part') },
        ]}
      />
      <Field
        label={t('amount', { currency })}
        error={form.error('amount')}
        className={isWhole ? 'hidden' : undefined}
      >
        <Input inputMode="decimal" {...form.register('amount')} />
      </Field>
      <Field label={t('reason')} hint={t('reasonHint')} error={form.error('reason')}>
        <Textarea rows={2} {...form.register('reason')} />
      </Field>
      {minor !== null && minor <= BigInt(leftMinor) && <ClawFacts terms={terms} amountMinor={minor} />}
      <RefundWay form={form} isAskable={isAskable} />
      <DialogActions>
        <SubmitButton variant="danger">
          {t(isByHand ? 'confirmByHand' : 'confirm', {
            amount: minor === null ? '…' : formatMoney(minor, currency, locale),
          })}
        </SubmitButton>
      </DialogActions>
    </ActionForm>
  );
}
