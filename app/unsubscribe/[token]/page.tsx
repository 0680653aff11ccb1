import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PublicFrame } from '@/components/frame/public-frame';
import { UnsubscribeCard } from '@/components/notifications/unsubscribe-card';
import { describeSubscription } from '@/lib/domain/notifications/unsubscribe';
import { getBrandName } from '@/lib/domain/notifications/brand-name';
import { stop } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('unsubscribe'))('button') };
}

/** Shows what a link would end, and a button. Looking changes nothing: programs that open links end nobody's mails. */
export default async function UnsubscribePage({ params }: PageProps<'/unsubscribe/[token]'>) {
  const { token } = await params;
  const subscription = describeSubscription(token);
  if (!subscription) notFound();
  return (
    <PublicFrame brand={await getBrandName()} words={['unsubscribe', 'notifications']}>
      <UnsubscribeCard token={token} subscription={subscription} stop={stop} />
    </PublicFrame>
  );
}
