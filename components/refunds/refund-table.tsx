import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { ProviderName } from '@/components/payments/provider-name';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney, formatNumber } from '@/lib/core/format';
import type { RefundRowDto } from '@/lib/domain/refunds/schema';
import { RefundChip } from './refund-chip';
import { RefundFailure } from './refund-failure';
import { type Retry, RetryRefund } from './retry-refund';

interface RefundTableProps {
  refunds: RefundRowDto[];
  isFiltered: boolean;
  retry: Retry;
  firstHref?: string;
  nextHref?: string;
}

const WIDE = 'max-lg:hidden';

/** The refunds of all payments, the newest first. */
export function RefundTable({ refunds, isFiltered, retry, firstHref, nextHref }: RefundTableProps) {
  const t = useTranslations('review.refund');
  const payments = useTranslations('review.payments');
  if (refunds.length === 0)
    return (
      <Card>
        <EmptyState
          picture="table"
          title={t(isFiltered ? 'emptyFilter' : 'emptyAll')}
          action={
            isFiltered && <LinkButton href="/finance/payments/refunds">{payments('showAll')}</LinkButton>
          }
        />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('list')}>
        <THead>
          <HeaderCell>{payments('customer')}</HeaderCell>
          <HeaderCell numeric>{t('amountLabel')}</HeaderCell>
          <HeaderCell>{t('stateLabel')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('reason')}</HeaderCell>
          <HeaderCell className={WIDE}>{payments('provider')}</HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {payments('attempts')}
          </HeaderCell>
          <HeaderCell className={WIDE}>{t('noteLabel')}</HeaderCell>
          <HeaderCell>{t('asked')}</HeaderCell>
        </THead>
        <TBody>
          {refunds.map((refund) => (
            <RefundRow key={refund.id} refund={refund} retry={retry} />
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}

function RefundRow({ refund, retry }: { refund: RefundRowDto; retry: Retry }) {
  const t = useTranslations('review.refund');
  const locale = useLocale();
  const { id, paymentId, status, failure, attempts } = refund;
  const isWaiting = status === 'pending' && attempts > 0;
  return (
    <Row>
      <Cell heading>
        <TextLink href={`/finance/payments/${paymentId}`}>{refund.organisation}</TextLink>
      </Cell>
      <Cell numeric>{formatMoney(refund.amountMinor, refund.currency, locale)}</Cell>
      <Cell>
        <span className="flex flex-col items-start gap-1">
          <RefundChip state={status} />
          {failure && <RefundFailure failure={failure} />}
          {isWaiting && <RetryRefund refundId={id} retry={retry} />}
        </span>
      </Cell>
      <Cell className={WIDE}>{refund.reason}</Cell>
      <Cell className={WIDE}>{refund.isByHand ? t('hand') : <ProviderName code={refund.provider} />}</Cell>
      <Cell numeric muted className={WIDE}>
        {refund.isByHand ? '–' : formatNumber(attempts, locale)}
      </Cell>
      <Cell mono muted className={WIDE}>
        {refund.creditNote ?? '–'}
      </Cell>
      <Cell muted>
        <Time at={refund.createdAt} format="datetime" />
      </Cell>
    </Row>
  );
}
