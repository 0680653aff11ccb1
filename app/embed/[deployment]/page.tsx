import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { EmbedApp } from '@/components/embed/embed-app';
import { Words } from '@/components/frame/words';
import { QueryProvider } from '@/components/query-provider';
import { frameAncestorsOf } from '@/lib/domain/deployments/queries';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('embed'))('title') };
}

/**
 * The inbox as another app shows it within its own page. The page itself holds nothing of anybody: what is read comes
 * by /api/embed with a token that the app gives.
 */
export default async function EmbedPage({ params }: PageProps<'/embed/[deployment]'>) {
  const origins = await frameAncestorsOf((await params).deployment);
  if (origins.length === 0) notFound();
  return (
    <Words namespaces={['embed']}>
      <QueryProvider>
        <EmbedApp origins={origins} />
      </QueryProvider>
    </Words>
  );
}
