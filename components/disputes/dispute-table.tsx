import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { ProviderName } from '@/components/payments/provider-name';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import type { DisputeDto } from '@/lib/domain/disputes/schema';
import { DisputeChip } from './dispute-chip';

interface DisputeTableProps {
  disputes: DisputeDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

const WIDE = 'max-lg:hidden';

/** The disputes of all payments, the newest first. */
export function DisputeTable({ disputes, isFiltered, firstHref, nextHref }: DisputeTableProps) {
  const t = useTranslations('review.dispute');
  const payments = useTranslations('review.payments');
  const locale = useLocale();
  if (disputes.length === 0)
    return (
      <Card>
        <EmptyState
          picture="table"
          title={t(isFiltered ? 'emptyFilter' : 'emptyAll')}
          action={
            isFiltered && <LinkButton href="/finance/payments/disputes">{payments('showAll')}</LinkButton>
          }
        />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('list')}>
        <THead>
          <HeaderCell>{t('customer')}</HeaderCell>
          <HeaderCell numeric>{t('amount')}</HeaderCell>
          <HeaderCell>{t('stateLabel')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('reason')}</HeaderCell>
          <HeaderCell className={WIDE}>{payments('provider')}</HeaderCell>
          <HeaderCell>{t('due')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('opened')}</HeaderCell>
        </THead>
        <TBody>
          {disputes.map((dispute) => (
            <Row key={dispute.id}>
              <Cell heading>
                <TextLink href={`/finance/disputes/${dispute.id}`}>{dispute.organisation}</TextLink>
              </Cell>
              <Cell numeric>{formatMoney(dispute.amountMinor, dispute.currency, locale)}</Cell>
              <Cell>
                <DisputeChip state={dispute.status} />
              </Cell>
              <Cell className={WIDE}>{dispute.reason.replaceAll('_', ' ')}</Cell>
              <Cell className={WIDE}>
                <ProviderName code={dispute.provider} />
              </Cell>
              <Cell muted>
                {dispute.evidenceDueAt && dispute.status === 'needs_response' ? (
                  <Time at={dispute.evidenceDueAt} format="datetime" />
                ) : (
                  '–'
                )}
              </Cell>
              <Cell muted className={WIDE}>
                <Time at={dispute.openedAt} format="datetime" />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
