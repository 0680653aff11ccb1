import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import { ProofChip } from './proof-chip';
import type { ReviewRowDto } from '@/lib/domain/proofs/schema';

interface ReviewQueueProps {
  proofs: ReviewRowDto[];
  /** Those that wait, not those that were decided. */
  isQueue: boolean;
  firstHref?: string;
  nextHref?: string;
}

const WIDE = 'max-md:hidden';

/** Proofs of one state; of those that wait the oldest first. */
export function ReviewQueue({ proofs, isQueue, firstHref, nextHref }: ReviewQueueProps) {
  const t = useTranslations('review.proofs');
  const locale = useLocale();
  if (proofs.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t(isQueue ? 'empty' : 'emptyTab')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('table')}>
        <THead>
          <HeaderCell>{t('customer')}</HeaderCell>
          <HeaderCell numeric>{t('stated')}</HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('due')}
          </HeaderCell>
          <HeaderCell className={WIDE}>{t('reference')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('on')}</HeaderCell>
          <HeaderCell>{t('status')}</HeaderCell>
          <HeaderCell>{t('sent')}</HeaderCell>
        </THead>
        <TBody>
          {proofs.map((proof) => (
            <Row key={proof.id}>
              <Cell heading>
                <TextLink href={`/finance/proofs/${proof.id}`}>{proof.organisation.name}</TextLink>
              </Cell>
              <Cell numeric>{formatMoney(proof.statedMinor, proof.currency, locale)}</Cell>
              <Cell numeric muted className={WIDE}>
                {formatMoney(proof.dueMinor, proof.currency, locale)}
              </Cell>
              <Cell mono className={WIDE}>
                {proof.reference}
              </Cell>
              <Cell muted className={WIDE}>
                <Time at={proof.statedOn} />
              </Cell>
              <Cell>
                <ProofChip state={proof.status} />
              </Cell>
              <Cell muted>
                <Time at={proof.createdAt} format="relative" />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
