import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { TextLink } from '@/components/ui/link-button';
import { formatDecimal } from '@/lib/core/format';
import type { TraceDto } from '@/lib/domain/analytics/schema';

type Props = { related: TraceDto['related']; request: TraceDto['operation']['request'] };

/** The operations around one: its hold, what was given back of it, what paid for it later. */
export function TraceRelated({ related, request }: Props) {
  const t = useTranslations('credits.trace');
  const locale = useLocale();
  return (
    <Card as="section" aria-labelledby="related-title">
      <CardHeader id="related-title" title={t('related.title')} />
      <ul className="flex flex-col gap-2 text-sm">
        {related.map((one) => {
          const words = t(`related.${one.relation}`, { credits: formatDecimal(one.credits, locale) });
          return (
            <li key={one.operationId} className="flex flex-wrap justify-between gap-x-4">
              {one.entry ? <TextLink href={`/credits/entries/${one.entry}`}>{words}</TextLink> : words}
              <Time at={one.createdAt} format="datetime" className="text-muted figures" />
            </li>
          );
        })}
        {request && (
          <li>
            <TextLink href={`/support/requests/${request.id}`}>
              {t('see.request', { number: request.number })}
            </TextLink>
          </li>
        )}
      </ul>
    </Card>
  );
}
