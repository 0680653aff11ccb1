import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatNumber } from '@/lib/core/format';
import type { QueueDto } from '@/lib/domain/operations/schema';

export function QueueDepth({ queue }: { queue: QueueDto }) {
  const t = useTranslations('admin.jobs');
  const locale = useLocale();
  const { oldestWaitingAt } = queue;
  return (
    <Card className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-4">
      <Stat
        label={t('waiting')}
        value={formatNumber(queue.waiting, locale)}
        hint={oldestWaitingAt && <Time at={oldestWaitingAt} format="relative" />}
      />
      <Stat label={t('scheduled')} value={formatNumber(queue.scheduled, locale)} />
      <Stat label={t('running')} value={formatNumber(queue.running, locale)} />
      <Stat label={t('failed')} value={formatNumber(queue.failed, locale)} />
    </Card>
  );
}
