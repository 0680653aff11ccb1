import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import { type Entry, EntryWords, SignedCredits } from './entry-words';

/** Columns that a phone leaves out: the time stands under the words there, the entry's own page has the rest. */
const WIDE = 'max-sm:hidden';

type Props = { entries: Entry[]; label: string; compact?: boolean; isTraced?: boolean };

/**
 * Entries as rows, newest first; `compact` leaves out the lot and tells how long ago instead of
 * when; `isTraced` links each to the page that explains it.
 */
export function EntryList({ entries, label, compact = false, isTraced = false }: Props) {
  const t = useTranslations('credits');
  const locale = useLocale();
  return (
    <Table label={label}>
      <THead>
        <HeaderCell>{t('entries.what')}</HeaderCell>
        {!compact && <HeaderCell className={WIDE}>{t('entries.lot')}</HeaderCell>}
        <HeaderCell numeric>{t('entries.amount')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('entries.after')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('entries.when')}</HeaderCell>
      </THead>
      <TBody>
        {entries.map((entry) => (
          <Row key={entry.seq}>
            <Cell heading>
              <EntryWords entry={entry} href={isTraced ? `/credits/entries/${entry.seq}` : undefined} />
              <span className="text-muted block text-xs font-normal sm:hidden">
                <Time at={entry.createdAt} format={compact ? 'relative' : 'datetime'} />
              </span>
            </Cell>
            {!compact && (
              <Cell muted className={WIDE}>
                {t(`source.${entry.lotSource as 'welcome'}`)}
              </Cell>
            )}
            <Cell numeric>
              <SignedCredits decimal={entry.amount} formatted={formatDecimal(entry.amount, locale)} />
            </Cell>
            <Cell numeric muted className={WIDE}>
              {formatDecimal(entry.balanceAfter, locale)}
            </Cell>
            <Cell muted className={WIDE}>
              <Time at={entry.createdAt} format={compact ? 'relative' : 'datetime'} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
