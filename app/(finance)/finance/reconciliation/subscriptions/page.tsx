import { getTranslations } from 'next-intl/server';
import { PageCrumbs } from '@/components/frame/shell-context';
import { DifferenceTable } from '@/components/reconciliation/subscription-differences';
import { PageHeader } from '@/components/ui/page-header';
import { listSubscriptionDifferences } from '@/lib/domain/subscriptions/differences';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('books.subscriptionDifferences'))('title') };
}

/** What the nightly comparison of subscriptions with Stripe found. */
export default async function SubscriptionDifferencesPage() {
  const { ctx } = await requireStaff('revenue:read');
  const [t, books, rows] = await Promise.all([
    getTranslations('books.subscriptionDifferences'),
    getTranslations('books.reconciliation'),
    listSubscriptionDifferences(ctx),
  ]);
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/finance/reconciliation', label: books('title') }}
      />
      <DifferenceTable rows={rows} />
    </>
  );
}
