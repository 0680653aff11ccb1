'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { LinkButton } from '@/components/ui/link-button';
import { formatMoney } from '@/lib/core/format';
import type { PayPageDto, StartPaymentInput } from '@/lib/domain/payments/schema';
import { ProviderChoice } from './provider-choice';

export type Pay = Action<z.input<typeof StartPaymentInput>, { paymentId: string; url: string }>;

export type CancelOrder = Action<{ purchaseId: string }, { purchaseId: string }>;
type PayWaysProps = { payment: PayPageDto; pay: Pay; cancel: CancelOrder; changed: () => void };

/** The way on: the provider's page that is open, another way to pay, or where to go once it is over. */
export function PayWays({ payment, pay, cancel, changed }: PayWaysProps) {
  const t = useTranslations('payments.page');
  const { status, paidFor, url, proofs, receivedMinor } = payment;
  const isInReview = proofs[0]?.status === 'submitted';
  const mayCancel =
    paidFor.kind === 'purchase' && receivedMinor === '0' && (status === 'open' || status === 'processing');
  if (status === 'succeeded')
    return (
      <div className="flex flex-wrap gap-2">
        <LinkButton variant="primary" href={paidFor.kind === 'purchase' ? '/credits' : '/billing'}>
          {t(paidFor.kind === 'purchase' ? 'toCredits' : 'toBilling')}
        </LinkButton>
        <LinkButton href="/billing/invoices">{t('toInvoices')}</LinkButton>
      </div>
    );
  if (!payment.canPay)
    return (
      <LinkButton href={paidFor.kind === 'purchase' ? '/credits' : '/billing'} className="self-start">
        {t(paidFor.kind === 'purchase' ? 'toPacks' : 'toBilling')}
      </LinkButton>
    );
  return (
    <div className="flex flex-col gap-4">
      {url && (
        <LinkButton variant="primary" href={url} className="self-start">
          {t('continue')}
        </LinkButton>
      )}
      {isInReview ? (
        <details className="border-t pt-4 text-sm">
          <summary className="cursor-pointer font-medium">{t('notTransferred')}</summary>
          <p className="text-muted prose-width py-2">{t('inReview')}</p>
          <OtherWay payment={payment} pay={pay} />
        </details>
      ) : (
        <OtherWay payment={payment} pay={pay} />
      )}
      {mayCancel && !isInReview && <CancelButton purchaseId={paidFor.id} cancel={cancel} changed={changed} />}
    </div>
  );
}

function OtherWay({ payment, pay }: { payment: PayPageDto; pay: Pay }) {
  const t = useTranslations('payments.page');
  const locale = useLocale();
  const { providers, provider, paidFor, dueMinor, receivedMinor, currency, status } = payment;
  const isOver = status === 'failed' || status === 'cancelled' || status === 'expired';
  const others = providers.filter((code) => isOver || code !== provider);
  const [chosen, setChosen] = useState(others[0]);
  const { run, pending, failure } = useAction(pay, {
    quiet: true,
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const code = others.find((one) => one === chosen) ?? others[0];
  // A pack of which a part was paid waits for the rest in the same way: elsewhere all of it would be asked again.
  const isPartPaid = paidFor.kind === 'purchase' && receivedMinor !== '0';
  if (!code || !paidFor.id || isPartPaid) return null;
  const subject = paidFor.kind === 'purchase' ? { purchaseId: paidFor.id } : { invoiceId: paidFor.id };
  return (
    <section aria-label={t('otherWay')} className="flex flex-col gap-3 border-t pt-4">
      <h3 className="text-sm font-medium">{t(isOver ? 'tryAgain' : 'otherWay')}</h3>
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      <ProviderChoice providers={others} value={code} onChange={setChosen} hideLegend />
      <Button loading={pending} className="self-start" onClick={() => run({ ...subject, provider: code })}>
        {t(`payBy.${code}`, { amount: formatMoney(dueMinor, currency, locale) })}
      </Button>
    </section>
  );
}

type CancelProps = { purchaseId: string; cancel: CancelOrder; changed: () => void };

function CancelButton({ purchaseId, cancel, changed }: CancelProps) {
  const t = useTranslations('payments.page');
  const { run, pending, failure } = useAction(cancel, { quiet: true, onSuccess: changed });
  return (
    <>
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      <Button variant="ghost" loading={pending} className="self-start" onClick={() => run({ purchaseId })}>
        {t('cancelOrder')}
      </Button>
    </>
  );
}
