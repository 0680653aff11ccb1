import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import type { EntryFilter, WalletEntryDto } from '@/lib/domain/analytics/schema.usage';
import { EntryList } from './entry-list';

type Props = { entries: WalletEntryDto[]; next: string | null; isFirstPage: boolean; filter: EntryFilter };

export function EntriesTable({ entries, next, isFirstPage, filter }: Props) {
  const t = useTranslations('credits.entries');
  const isFiltered = filter.kind !== undefined || filter.service !== undefined;
  const href = (before?: string) => {
    const fields = Object.entries({ tab: 'entries', ...filter, before });
    const given = fields.filter((pair): pair is [string, string] => pair[1] !== undefined);
    return `/credits?${new URLSearchParams(given).toString()}`;
  };
  const none = !isFiltered ? t('empty') : next ? t('noneYet') : t('noneHere');
  return (
    <>
      {entries.length === 0 ? (
        <EmptyState picture="table" title={none} />
      ) : (
        <EntryList entries={entries} label={t('caption')} isTraced />
      )}
      <Pagination previousHref={isFirstPage ? undefined : href()} nextHref={next ? href(next) : undefined} />
    </>
  );
}
