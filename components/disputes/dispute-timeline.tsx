import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { formatDecimal } from '@/lib/core/format';
import type { DisputeDto, DisputeMoment } from '@/lib/domain/disputes/schema';

/** What happened, in its order. */
export function DisputeTimeline({ dispute }: { dispute: DisputeDto }) {
  const t = useTranslations('review.dispute.timeline');
  return (
    <Card as="section" aria-labelledby="timeline-title">
      <CardHeader id="timeline-title" title={t('title')} />
      <ol className="flex flex-col text-sm">
        {dispute.timeline.map((moment, index) => (
          <li key={index} className="relative border-s ps-4 pb-4 last:pb-0">
            <span aria-hidden className="bg-control absolute -start-1 top-1.5 size-2 rounded-full" />
            <Words moment={moment} />
            <p className="text-muted">
              <Time at={moment.at} format="datetime" />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Words({ moment: { kind, detail } }: { moment: DisputeMoment }) {
  const t = useTranslations('review.dispute.timeline');
  const locale = useLocale();
  const said = (detail ?? '').replaceAll('_', ' ');
  return <p>{t(kind, { detail: kind === 'frozen' && detail ? formatDecimal(detail, locale) : said })}</p>;
}
