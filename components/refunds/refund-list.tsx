'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { RefundDto } from '@/lib/domain/refunds/schema';
import { RefundChip } from './refund-chip';
import { RefundFailure } from './refund-failure';
import { type Retry, RetryRefund } from './retry-refund';

interface RefundListProps {
  refunds: RefundDto[];
  /** Asks the provider once more at once; under the refund's own id nothing is ever sent twice. */
  retry: Retry | null;
}

export function RefundList({ refunds, retry }: RefundListProps) {
  const t = useTranslations('review.refund');
  return (
    <Card as="section" aria-labelledby="refunds-title">
      <CardHeader id="refunds-title" title={t('list')} />
      {refunds.length === 0 ? (
        <EmptyState picture="none" title={t('empty')} />
      ) : (
        <ul className="divide-line divide-y text-sm">
          {refunds.map((refund) => (
            <Refund key={refund.id} refund={refund} retry={retry} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Refund({ refund, retry }: { refund: RefundDto; retry: Retry | null }) {
  const t = useTranslations('review.refund');
  const locale = useLocale();
  const { amountMinor, currency, status, failure, clawed, owed, creditNote, providerRefundId } = refund;
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="figures font-medium">{formatMoney(amountMinor, currency, locale)}</span>
        <RefundChip state={status} />
        {refund.isByHand && <Chip>{t('hand')}</Chip>}
        <span className="text-muted ms-auto">
          <Time at={refund.createdAt} format="datetime" />
        </span>
      </div>
      <p>{refund.reason}</p>
      <p className="text-muted figures">
        {(status === 'succeeded' || clawed !== '0') && t('took', { credits: formatDecimal(clawed, locale) })}
        {owed !== '0' && ` ${t('owes', { credits: formatDecimal(owed, locale) })}`}
        {creditNote && ` ${t('note', { number: creditNote })}`}
      </p>
      {providerRefundId && <p className="text-muted font-mono text-xs">{providerRefundId}</p>}
      {status !== 'succeeded' && refund.attempts > 1 && (
        <p className="text-muted">{t('tries', { count: refund.attempts })}</p>
      )}
      {refund.isByHand && refund.sentOn && (
        <p className="text-muted">
          {t.rich('left_bank', { date: () => <Time at={`${refund.sentOn}T00:00:00Z`} /> })}
          {refund.bankReference && ` ${t('bankCalls', { reference: refund.bankReference })}`}
        </p>
      )}
      {failure && <RefundFailure failure={failure} />}
      {status === 'failed' && refund.settledAt && <p>{t('returned')}</p>}
      {status === 'pending' && refund.attempts > 0 && retry && (
        <RetryRefund refundId={refund.id} retry={retry} />
      )}
    </li>
  );
}
