import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { formatMoney } from '@/lib/core/format';
import { DisputeChip } from './dispute-chip';
import type { DisputeDto } from '@/lib/domain/disputes/schema';

/** The disputes of one payment. */
export function DisputeList({ disputes }: { disputes: DisputeDto[] }) {
  const t = useTranslations('review.dispute');
  const locale = useLocale();
  return (
    <Card as="section" aria-labelledby="disputes-title">
      <CardHeader id="disputes-title" title={t('list')} />
      {disputes.length === 0 ? (
        <EmptyState picture="none" title={t('none')} />
      ) : (
        <ul className="divide-line divide-y text-sm">
          {disputes.map(({ id, amountMinor, currency, status, reason, openedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 first:pt-0 last:pb-0">
              <TextLink href={`/finance/disputes/${id}`}>
                {formatMoney(amountMinor, currency, locale)}
              </TextLink>
              <DisputeChip state={status} />
              <span>{reason.replaceAll('_', ' ')}</span>
              <span className="text-muted ms-auto">
                <Time at={openedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
