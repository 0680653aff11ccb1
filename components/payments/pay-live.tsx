'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type AskDocument, DocumentDialog } from '@/components/documents/document-dialog';
import { ProofForm } from '@/components/proofs/proof-form';
import { ProofList } from '@/components/proofs/proof-list';
import { QueryProvider } from '@/components/query-provider';
import { readJson } from '@/components/read-json';
import { Card, CardHeader } from '@/components/ui/card';
import type { PayPageDto } from '@/lib/domain/payments/schema';
import { toDecimal } from './minor';
import { PayOutcome } from './pay-outcome';
import { PaySummary } from './pay-summary';
import { type CancelOrder, type Pay, PayWays } from './pay-ways';
import { TransferInstructions } from './transfer-instructions';

type Props = {
  initial: PayPageDto;
  /** The day of the reader's server: what a proof is dated unless somebody says otherwise. */
  today: string;
  pay: Pay;
  cancel: CancelOrder;
  ask: AskDocument;
};

/** While money may be on its way the page asks again; a transfer takes days, so that it asks seldom. */
const EVERY_MS = { bank_transfer: 20_000, other: 2_000 };
const isOpen = ({ status }: PayPageDto) => status === 'open' || status === 'processing';

export function PayLive(props: Props) {
  return (
    <QueryProvider>
      <Live {...props} />
    </QueryProvider>
  );
}

function Live({ initial, today, pay, cancel, ask }: Props) {
  const t = useTranslations('payments.page');
  const { data, isError, refetch } = useQuery({
    queryKey: ['payment', initial.id],
    queryFn: () => readJson<PayPageDto>(`/api/portal/payments/${initial.id}`),
    initialData: initial,
    refetchInterval: (query) => {
      const { data: now } = query.state;
      if (!now || !isOpen(now)) return false;
      return now.provider === 'bank_transfer' ? EVERY_MS.bank_transfer : EVERY_MS.other;
    },
  });
  return (
    <>
      <Card as="div" className="flex flex-col gap-5">
        <PayOutcome payment={data} />
        {isError && <p className="text-warning text-sm">{t('stale')}</p>}
        <PaySummary payment={data} />
        <PayWays payment={data} pay={pay} cancel={cancel} changed={() => void refetch()} />
      </Card>
      {data.provider === 'bank_transfer' && (
        <Transfer payment={data} today={today} ask={ask} changed={() => void refetch()} />
      )}
    </>
  );
}

type TransferProps = { payment: PayPageDto; today: string; ask: AskDocument; changed: () => void };

function Transfer({ payment, today, ask, changed }: TransferProps) {
  const t = useTranslations('payments.proof');
  const { id, account, currency, dueMinor, reference, expiresAt, proofs, status } = payment;
  const proForma = { kind: 'pro_forma' as const, subject: id, organisationId: payment.organisationId };
  const isAwaited = isOpen(payment) || status === 'expired';
  const isInReview = proofs[0]?.status === 'submitted';
  return (
    <>
      {isOpen(payment) && account && (
        <TransferInstructions
          {...{ account, currency, reference }}
          amountMinor={dueMinor}
          dueOn={expiresAt?.slice(0, 10) ?? null}
          action={
            // It asks for all of it: what came in part already would be transferred again.
            payment.receivedMinor === '0' && (
              <DocumentDialog asked={proForma} ask={ask} door="/api/portal/documents" />
            )
          }
        />
      )}
      {proofs.length > 0 && (
        <Card as="section" aria-labelledby="sent-title">
          <CardHeader id="sent-title" title={t('list')} />
          <ProofList proofs={proofs} currency={currency} />
        </Card>
      )}
      {isAwaited && !isInReview && (
        <Card as="section" aria-labelledby="proof-title">
          <CardHeader id="proof-title" title={t('title')} description={t('text')} />
          <ProofForm
            paymentId={id}
            expected={{ amount: toDecimal(dueMinor, currency), on: today, reference }}
            currency={currency}
            onDone={changed}
          />
        </Card>
      )}
    </>
  );
}
