import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import type { EntryDto } from '@/lib/domain/wallet/schema';
import { EntryList } from './entry-list';

type Props = { entries: EntryDto[]; next: string | null; isFirstPage: boolean };

export function EntriesTable({ entries, next, isFirstPage }: Props) {
  const t = useTranslations('credits');
  if (entries.length === 0) return <EmptyState picture="table" title={t('entries.empty')} />;
  return (
    <>
      <EntryList entries={entries} label={t('entries.caption')} />
      <Pagination
        previousHref={isFirstPage ? undefined : '/credits?tab=entries'}
        nextHref={next ? `/credits?tab=entries&before=${next}` : undefined}
      />
    </>
  );
}
