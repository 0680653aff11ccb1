'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Banner } from '@/components/ui/banner';

const EVERY_MS = 2_000;

/** After the provider's page: the redirect proves nothing, so the page asks until the payment has arrived. */
export function Settling() {
  const t = useTranslations('billing');
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Banner tone="info" role="status" title={t('settling.title')}>
      {t('settling.text')}
    </Banner>
  );
}
