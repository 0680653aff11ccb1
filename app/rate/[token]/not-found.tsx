import { getTranslations } from 'next-intl/server';
import { PublicFrame } from '@/components/frame/public-frame';
import { Banner } from '@/components/ui/banner';
import { getBrandName } from '@/lib/domain/notifications/brand-name';

/** For a link that is not ours. */
export default async function UnknownRatingPage() {
  const t = await getTranslations('rating');
  return (
    <PublicFrame brand={await getBrandName()} words={[]}>
      <h1 className="text-2xl font-semibold">{t('title')}</h1>
      <Banner tone="warning">{t('unknown')}</Banner>
    </PublicFrame>
  );
}
