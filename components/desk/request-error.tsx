import { useLocale, useTranslations } from 'next-intl';
import { Sparkline } from '@/components/errors/sparkline';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { formatNumber } from '@/lib/core/format';
import type { RequestErrorDto } from '@/lib/domain/errors/schema';

/** The reported error that a request is about: how often, since when, and what it said. Another program wrote it: all is text. */
export function RequestError({ error }: { error: RequestErrorDto }) {
  const t = useTranslations('desk.error');
  const locale = useLocale();
  const items = [
    { term: t('message'), detail: <span className="[overflow-wrap:anywhere]">{error.message}</span> },
    ...(error.app ? [{ term: t('app'), detail: error.app }] : []),
    { term: t('count'), detail: formatNumber(error.count, locale) },
    { term: t('days'), detail: <Sparkline days={error.days} /> },
    { term: t('first'), detail: <Time at={error.firstSeenAt} format="datetime" /> },
    { term: t('last'), detail: <Time at={error.lastSeenAt} format="datetime" /> },
  ];
  return (
    <Card as="section" aria-labelledby="request-error">
      <CardHeader id="request-error" title={t('title')} />
      <DescriptionList items={items} className="grid grid-cols-2 gap-x-4 xl:grid-cols-1" />
      {error.resolvedAt && <p className="text-muted mt-3 text-sm">{t('resolved')}</p>}
      <h3 className="mt-4 mb-1.5 text-sm font-medium">{t('latest')}</h3>
      {error.reports.length === 0 && <p className="text-muted text-sm">{t('noReports')}</p>}
      <ul className="flex flex-col gap-1.5 text-sm">
        {error.reports.map(({ id, at, url }) => (
          <li key={id}>
            <Time at={at} format="datetime" />
            {url && <span className="text-muted block truncate">{url}</span>}
          </li>
        ))}
      </ul>
      <Verbatim title={t('stack')} text={error.stack} />
      <Verbatim title={t('context')} text={error.context} />
    </Card>
  );
}

function Verbatim({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <details className="mt-3 text-sm">
      <summary className="cursor-pointer rounded-sm font-medium">{title}</summary>
      <pre
        tabIndex={0}
        aria-label={title}
        className="bg-sunken mt-1.5 max-h-72 overflow-auto rounded-md p-2 font-mono text-xs"
      >
        {text}
      </pre>
    </details>
  );
}
