import { useNow, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import type { DisputeDto } from '@/lib/domain/disputes/schema';

const TONE = { needs_response: 'critical', under_review: 'info', won: 'positive', lost: 'warning' } as const;

/** What has to be done, and until when. */
export function DisputeBanner({ dispute: { status, evidenceDueAt } }: { dispute: DisputeDto }) {
  const t = useTranslations('review.dispute.banner');
  const now = useNow();
  const date = () => evidenceDueAt && <Time at={evidenceDueAt} format="datetime" />;
  return <Banner tone={TONE[status]}>{words()}</Banner>;

  function words() {
    if (status !== 'needs_response') return t(status);
    if (!evidenceDueAt) return t('noDate');
    return t.rich(new Date(evidenceDueAt) < now ? 'overdue' : 'needs_response', { date });
  }
}
