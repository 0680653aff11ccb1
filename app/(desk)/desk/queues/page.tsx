import { getTranslations } from 'next-intl/server';
import { QueueTable } from '@/components/desk/queue-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listQueues } from '@/lib/domain/desk/list-queues';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('desk.queues'))('title') };
}

export default async function QueuesPage() {
  const { ctx } = await requireStaff('desk:read');
  const [t, queues] = await Promise.all([getTranslations('desk.queues'), listQueues(ctx)]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/desk', label: t('back') }}
      />
      <Card padded={false}>
        {queues.length > 1 ? (
          <QueueTable queues={queues} />
        ) : (
          <EmptyState picture="table" title={t('empty')} />
        )}
      </Card>
    </>
  );
}
