'use client';

import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { useRefresh } from '@/components/ui/use-refresh';

/** After the provider's page: the redirect proves nothing, so the page asks until the payment has arrived. */
export function Settling() {
  const t = useTranslations('billing');
  useRefresh();
  return (
    <Banner tone="info" role="status" title={t('settling.title')}>
      {t('settling.text')}
    </Banner>
  );
}
