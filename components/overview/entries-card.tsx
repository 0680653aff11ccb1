import { useLocale, useTranslations } from 'next-intl';
import { EntryWords, SignedCredits } from '@/components/credits/entry-words';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { EntryDto } from '@/lib/domain/wallet/schema';

export function EntriesCard({ entries }: { entries: EntryDto[] }) {
  const t = useTranslations('overview.entries');
  const locale = useLocale();
  return (
    <Card as="section" aria-labelledby="entries-title">
      <CardHeader
        id="entries-title"
        title={t('title')}
        actions={entries.length > 0 && <TextLink href="/credits?tab=entries">{t('all')}</TextLink>}
      />
      {entries.length === 0 ? (
        <EmptyState picture="table" title={t('empty')} />
      ) : (
        <Table label={t('caption')}>
          <THead>
            <HeaderCell>{t('what')}</HeaderCell>
            <HeaderCell numeric>{t('credits')}</HeaderCell>
            <HeaderCell numeric>{t('after')}</HeaderCell>
            <HeaderCell>{t('when')}</HeaderCell>
          </THead>
          <TBody>
            {entries.map((entry) => (
              <Row key={entry.seq}>
                <Cell heading>
                  <EntryWords entry={entry} />
                </Cell>
                <Cell numeric>
                  <SignedCredits decimal={entry.amount} formatted={formatDecimal(entry.amount, locale)} />
                </Cell>
                <Cell numeric muted>
                  {formatDecimal(entry.balanceAfter, locale)}
                </Cell>
                <Cell muted>
                  <Time at={entry.createdAt} format="relative" />
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
