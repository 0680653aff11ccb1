import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/components/ui/tabs';
import { type BookTab, bookTabs } from '@/lib/domain/books/schema';

/** The books, one beside the other. */
export function BookTabs({ current }: { current: BookTab }) {
  const t = useTranslations('books.tabs');
  return (
    <LinkTabs
      label={t('label')}
      tabs={bookTabs.map((tab) => ({
        href: `/finance/books/${tab}`,
        label: t(tab),
        current: tab === current,
      }))}
    />
  );
}
