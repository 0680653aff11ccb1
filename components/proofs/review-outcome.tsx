import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import { formatMoney } from '@/lib/core/format';
import type { ReviewDto } from '@/lib/domain/proofs/schema';

const TONE = { accepted: 'positive', asked: 'warning', rejected: 'warning', submitted: 'info' } as const;

/** What was decided, by whom and when. */
export function ReviewOutcome({ proof }: { proof: ReviewDto }) {
  const t = useTranslations('review.proof.decided');
  const locale = useLocale();
  const { status, reviewedBy, reviewedAt, createdAt, receivedMinor, currency, reason } = proof;
  if (status === 'submitted') return null;
  return (
    <Banner tone={TONE[status]}>
      {t.rich(status, {
        name: reviewedBy ?? '',
        amount: formatMoney(receivedMinor ?? '0', currency, locale),
        reason: reason ?? '',
        date: () => <Time at={reviewedAt ?? createdAt} format="datetime" />,
      })}
    </Banner>
  );
}
