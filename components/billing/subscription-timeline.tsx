import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { formatMoney } from '@/lib/core/format';
import type { SubscriptionEventDto } from '@/lib/domain/subscriptions/schema';

/** What happened to the subscription, the newest first, missed payments and letters included. */
export function SubscriptionTimeline({ events }: { events: SubscriptionEventDto[] }) {
  const t = useTranslations('billing.timeline');
  return (
    <Card as="section" aria-labelledby="timeline-title">
      <CardHeader id="timeline-title" title={t('title')} />
      {events.length === 0 ? (
        <EmptyState picture="none" title={t('empty')} />
      ) : (
        <ol className="flex flex-col">
          {events.map((event) => (
            <li key={event.id} className="border-line relative border-s ps-4 pb-4 last:pb-0">
              <span aria-hidden className="bg-control absolute -start-1 top-1.5 size-2 rounded-full" />
              <Sentence event={event} />
              <p className="text-muted text-sm">
                <Time at={event.at} format="datetime" />
                {event.actor && ` · ${event.actor}`}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Sentence({ event }: { event: SubscriptionEventDto }) {
  const t = useTranslations('billing.timeline');
  const locale = useLocale();
  const { kind, values } = event;
  const { amountMinor, currency, tier, date, interval } = values;
  const words = {
    tier: tier ?? t('theTier'),
    interval: interval ?? 'month',
    amount: amountMinor && currency ? formatMoney(amountMinor, currency, locale) : '',
    date: () => (date ? <Time at={date} /> : null),
  };
  return <p className="text-sm">{t.rich(`kind.${kind}`, words)}</p>;
}
