'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { useHydrated } from '@/components/ui/use-hydrated';
import {
  CloseInvoiceInput,
  CreditInvoiceInput,
  type FinanceInvoiceDto,
  type InvoiceDto,
} from '@/lib/domain/invoices/schema';
import { newCommandKey } from '@/lib/domain/wallet/schema';
import { type ApplyAccount, ApplyAccountDialog } from './apply-account';

type Close = Action<z.input<typeof CloseInvoiceInput>, unknown>;
export type InvoiceActs = {
  voidInvoice: Close;
  writeOff: Close;
  credit: Action<z.input<typeof CreditInvoiceInput>, { number: string }>;
  apply: ApplyAccount;
};

/**
 * What finance may do with an invoice as it stands: pay it from the account, take an open one back or give it up,
 * credit a paid one.
 */
export function FinanceActs({ invoice, acts }: { invoice: FinanceInvoiceDto; acts: InvoiceActs }) {
  const isCreditable = invoice.status === 'paid' && invoice.creditedMinor !== invoice.totalMinor;
  return (
    <>
      {invoice.applicableMinor !== '0' && <ApplyAccountDialog invoice={invoice} apply={acts.apply} />}
      {invoice.isClosable && (
        <>
          <CloseDialog invoice={invoice} act={acts.writeOff} kind="writeOff" />
          <CloseDialog invoice={invoice} act={acts.voidInvoice} kind="void" />
        </>
      )}
      {isCreditable && <CreditDialog invoice={invoice} act={acts.credit} />}
    </>
  );
}

type CloseProps = { invoice: InvoiceDto; act: Close; kind: 'void' | 'writeOff' };

function CloseDialog({ invoice, act, kind }: CloseProps) {
  const t = useTranslations('invoices.finance');
  const [isOpen, setOpen] = useState(false);
  const done = useDone(() => setOpen(false));
  const { organisationId, id: invoiceId, number } = invoice;
  const form = useActionForm({
    schema: CloseInvoiceInput,
    action: act,
    defaultValues: { organisationId, invoiceId, reason: '' },
    onSuccess: () => done(t('done')),
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Opener label={t(kind)} />}
      title={t(`${kind}Title`, { number })}
      description={t(`${kind}Text`)}
    >
      <ActionForm form={form}>
        <Field label={t('reason')} hint={t('reasonHint')} error={form.error('reason')}>
          <Textarea rows={2} {...form.register('reason')} />
        </Field>
        <SubmitButton variant="danger">{t(kind)}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}

function CreditDialog({ invoice, act }: { invoice: InvoiceDto; act: InvoiceActs['credit'] }) {
  const t = useTranslations('invoices.finance');
  const [isOpen, setOpen] = useState(false);
  const [token, setToken] = useState(newCommandKey);
  const done = useDone(() => {
    setOpen(false);
    setToken(newCommandKey());
  });
  const { organisationId, id: invoiceId, number, currency } = invoice;
  const form = useActionForm({
    schema: CreditInvoiceInput,
    action: (input: z.input<typeof CreditInvoiceInput>) => act({ ...input, token }),
    defaultValues: { organisationId, invoiceId, reason: '', amount: '', token },
    resetOnSuccess: true,
    onSuccess: ({ number: note }) => done(t('credited', { number: note })),
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Opener label={t('credit')} />}
      title={t('creditTitle', { number })}
      description={t('creditText')}
    >
      <ActionForm form={form}>
        <Field label={t('amount', { currency })} error={form.error('amount')}>
          <Input inputMode="decimal" autoComplete="off" {...form.register('amount')} />
        </Field>
        <Field label={t('reason')} hint={t('reasonHint')} error={form.error('reason')}>
          <Textarea rows={2} {...form.register('reason')} />
        </Field>
        <SubmitButton>{t('credit')}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}

function Opener({ label, ...props }: { label: string }) {
  const hydrated = useHydrated();
  return (
    <Button disabled={!hydrated} {...props}>
      {label}
    </Button>
  );
}

/** Says it and shows the page as it is now. */
function useDone(close: () => void) {
  const router = useRouter();
  const toast = useToast();
  return (title: string) => {
    close();
    toast({ title, tone: 'positive' });
    router.refresh();
  };
}
