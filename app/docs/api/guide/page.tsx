import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { GuideText } from '@/components/docs/guide-text';
import { PageHeader } from '@/components/ui/page-header';
import { readGuide } from '@/lib/web/api/guide';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api.page'))('guideTitle') };
}

export default async function ApiGuidePage() {
  const [t, text] = await Promise.all([getTranslations('api.page'), readGuide()]);
  return (
    <>
      <PageHeader title={t('guideTitle')} description={t('guideLead')} />
      <GuideText text={text} />
    </>
  );
}
