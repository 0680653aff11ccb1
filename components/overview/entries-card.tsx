import { useTranslations } from 'next-intl';
import { EntryList } from '@/components/credits/entry-list';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import type { EntryDto } from '@/lib/domain/wallet/schema';

export function EntriesCard({ entries }: { entries: EntryDto[] }) {
  const t = useTranslations('overview.entries');
  return (
    <Card as="section" padded={false} aria-labelledby="entries-title">
      <CardHeader
        id="entries-title"
        className="mb-2 px-4 pt-4 sm:pt-5"
        title={t('title')}
        actions={entries.length > 0 && <TextLink href="/credits?tab=entries">{t('all')}</TextLink>}
      />
      {entries.length === 0 ? (
        <EmptyState picture="table" title={t('empty')} />
      ) : (
        <EntryList entries={entries} label={t('caption')} compact />
      )}
    </Card>
  );
}
