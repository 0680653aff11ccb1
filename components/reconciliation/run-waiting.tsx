'use client';

import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { useRefresh } from '@/components/ui/use-refresh';

/** A comparison that the worker has not made yet: the page asks until it is there. */
export function RunWaiting() {
  const t = useTranslations('books.reconciliation');
  useRefresh();
  return (
    <Banner tone="info" role="status">
      {t('waiting')}
    </Banner>
  );
}
