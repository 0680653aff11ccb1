import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/components/ui/tabs';

/** The two lists of support, side by side. */
export function SupportSections({
  current,
  openErrors,
}: {
  current: 'requests' | 'errors';
  openErrors: number;
}) {
  const t = useTranslations('support.errors');
  return (
    <LinkTabs
      label={t('sections')}
      tabs={[
        { href: '/support', label: t('requests'), current: current === 'requests' },
        {
          href: '/support/errors',
          label: t('errors'),
          count: openErrors,
          current: current === 'errors',
        },
      ]}
    />
  );
}
