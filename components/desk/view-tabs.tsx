import { useLocale, useTranslations } from 'next-intl';
import { LinkTabs } from '@/components/ui/tabs';
import { type DeskQuery, deskViews } from '@/lib/domain/desk/schema';
import type { SavedViewDto, ViewCounts } from '@/lib/domain/desk/schema.dto';
import { counted } from './counted';
import { deskHref } from './desk-href';

interface ViewTabsProps {
  query: DeskQuery;
  counts: ViewCounts;
  saved: SavedViewDto[];
  /** While something is searched for, no view is shown. */
  isSearch: boolean;
}

/** The views that everybody has, then the saved ones, in the order of the keys 1 to 9. */
export function ViewTabs({ query, counts, saved, isSearch }: ViewTabsProps) {
  const t = useTranslations('desk.queue.views');
  const locale = useLocale();
  const { after: _, saved: current, ...filters } = query;
  return (
    <LinkTabs
      label={t('label')}
      tabs={[
        ...deskViews.map((view) => ({
          href: deskHref(current || isSearch ? { view } : { ...filters, view }),
          label: t(view),
          count: counted(counts[view], locale),
          current: !isSearch && !current && view === query.view,
        })),
        ...saved.map(({ id, name, filters: own, count }) => ({
          href: deskHref({ ...own, saved: id }),
          label: name,
          count: count === null ? undefined : counted(count, locale),
          current: !isSearch && id === current,
        })),
      ]}
    />
  );
}
