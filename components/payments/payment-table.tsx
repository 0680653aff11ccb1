import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney, formatNumber } from '@/lib/core/format';
import { PaymentChip } from './payment-chip';
import { ProviderName } from './provider-name';
import type { PaymentRowDto } from '@/lib/domain/payments/schema';

interface PaymentTableProps {
  payments: PaymentRowDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

/** What a phone leaves out; the payment's own page has it. */
const WIDE = 'max-lg:hidden';

/** Every attempt to be paid, the newest first. */
export function PaymentTable({ payments, isFiltered, firstHref, nextHref }: PaymentTableProps) {
  const t = useTranslations('review.payments');
  if (payments.length === 0)
    return (
      <Card>
        <EmptyState
          picture="table"
          title={t(isFiltered ? 'emptyFilter' : 'empty')}
          action={isFiltered && <LinkButton href="/finance/payments">{t('showAll')}</LinkButton>}
        />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('table')}>
        <THead>
          <HeaderCell>{t('customer')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('paidFor')}</HeaderCell>
          <HeaderCell className="max-sm:hidden">{t('provider')}</HeaderCell>
          <HeaderCell>{t('status')}</HeaderCell>
          <HeaderCell numeric>{t('amount')}</HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('received')}
          </HeaderCell>
          <HeaderCell className={WIDE}>{t('reference')}</HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('attempts')}
          </HeaderCell>
          <HeaderCell className={WIDE}>{t('started')}</HeaderCell>
        </THead>
        <TBody>
          {payments.map((payment) => (
            <PaymentRow key={payment.id} payment={payment} />
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}

function PaymentRow({ payment }: { payment: PaymentRowDto }) {
  const t = useTranslations('review.payments');
  const locale = useLocale();
  const { id, currency, receivedMinor, refundedMinor } = payment;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  return (
    <Row>
      <Cell heading>
        <TextLink href={`/finance/payments/${id}`}>{payment.organisation.name}</TextLink>
        <span className="text-muted block font-normal lg:hidden">
          {payment.paidFor.label} · <Time at={payment.createdAt} />
          <span className="sm:hidden">
            {' · '}
            <ProviderName code={payment.provider} />
          </span>
        </span>
      </Cell>
      <Cell className={WIDE}>{payment.paidFor.label}</Cell>
      <Cell className="max-sm:hidden">
        <ProviderName code={payment.provider} />
      </Cell>
      <Cell>
        <span className="flex flex-wrap gap-1">
          <PaymentChip status={payment.status} />
          {payment.difference && <Chip tone="warning">{t('differs')}</Chip>}
          {refundedMinor !== '0' && <Chip>{t('refunded')}</Chip>}
        </span>
      </Cell>
      <Cell numeric>{money(payment.amountMinor)}</Cell>
      <Cell numeric muted={receivedMinor === '0'} className={WIDE}>
        {receivedMinor === '0' ? '–' : money(receivedMinor)}
      </Cell>
      <Cell mono muted className="max-w-40 truncate max-lg:hidden" title={payment.reference}>
        {payment.reference}
      </Cell>
      <Cell numeric muted className={WIDE}>
        {formatNumber(payment.attempts, locale)}
      </Cell>
      <Cell muted className={WIDE}>
        <Time at={payment.createdAt} format="datetime" />
      </Cell>
    </Row>
  );
}
