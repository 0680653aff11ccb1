import { getTranslations } from 'next-intl/server';
import { OverviewLive } from '@/components/overview/overview-live';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { getOverview } from '@/lib/domain/overview/get-overview';
import { requireMember } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage() {
  const { ctx } = await requireMember();
  const [t, overview] = await Promise.all([getTranslations('overview'), getOverview(ctx)]);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <OverviewLive initial={overview} mayBuy={can(ctx, 'credits:buy')} />
    </div>
  );
}
