import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CALL_DAYS, type CallDto, CALLS_SHOWN } from '@/lib/domain/apps/schema';
import { CallTable } from './call-table';

/** The last calls of some keys; `empty` says what to do where there are none. */
export function CallsCard({ calls, empty }: { calls: CallDto[]; empty?: string }) {
  const t = useTranslations('developers.calls');
  return (
    <Card padded={false}>
      <CardHeader
        className="mb-0 border-b p-4"
        title={t('title')}
        description={t('lead', { shown: CALLS_SHOWN, days: CALL_DAYS })}
      />
      {calls.length === 0 ? (
        <EmptyState picture="table" title={empty ?? t('empty')} />
      ) : (
        <CallTable calls={calls} />
      )}
    </Card>
  );
}
