import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { EntryDto } from '@/lib/domain/wallet/schema';
import { EntryWords, SignedCredits } from './entry-words';

type Props = { entries: EntryDto[]; next: string | null; isFirstPage: boolean };

export function EntriesTable({ entries, next, isFirstPage }: Props) {
  const t = useTranslations('credits');
  const locale = useLocale();
  if (entries.length === 0) return <EmptyState picture="table" title={t('entries.empty')} />;
  return (
    <>
      <Table label={t('entries.caption')}>
        <THead>
          <HeaderCell>{t('entries.what')}</HeaderCell>
          <HeaderCell>{t('entries.lot')}</HeaderCell>
          <HeaderCell numeric>{t('entries.amount')}</HeaderCell>
          <HeaderCell numeric>{t('entries.after')}</HeaderCell>
          <HeaderCell>{t('entries.when')}</HeaderCell>
        </THead>
        <TBody>
          {entries.map((entry) => (
            <Row key={entry.seq}>
              <Cell heading>
                <EntryWords entry={entry} />
              </Cell>
              <Cell muted>{t(`source.${entry.lotSource as 'welcome'}`)}</Cell>
              <Cell numeric>
                <SignedCredits decimal={entry.amount} formatted={formatDecimal(entry.amount, locale)} />
              </Cell>
              <Cell numeric muted>
                {formatDecimal(entry.balanceAfter, locale)}
              </Cell>
              <Cell muted>
                <Time at={entry.createdAt} format="datetime" />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination
        previousHref={isFirstPage ? undefined : '/credits?tab=entries'}
        nextHref={next ? `/credits?tab=entries&before=${next}` : undefined}
      />
    </>
  );
}
