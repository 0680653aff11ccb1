import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/components/ui/tabs';

const VIEWS = { overview: '', cohorts: '/cohorts', top: '/top' } as const;

/** The pages about revenue, for the same days and currency. */
export function RevenueViews({ current, query }: { current: keyof typeof VIEWS; query: string }) {
  const t = useTranslations('finance.views');
  return (
    <LinkTabs
      label={t('label')}
      tabs={(['overview', 'cohorts', 'top'] as const).map((view) => ({
        href: `/finance/revenue${VIEWS[view]}?${query}`,
        label: t(view),
        current: view === current,
      }))}
    />
  );
}
