import { useLocale, useTranslations } from 'next-intl';
import { StatusChip } from '@/components/support/status-chip';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import { formatNumber } from '@/lib/core/format';
import type { ErrorGroupDto } from '@/lib/domain/errors/schema';
import type { RequestStatus } from '@/lib/domain/support/schema';
import { Sparkline } from './sparkline';

/** What was reported, word for word. Addresses are text: another program wrote them. */
export function ErrorDetails({ group }: { group: ErrorGroupDto }) {
  const t = useTranslations('support.errors');
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <Verbatim title={t('stack')} text={group.stack} none={t('noStack')} />
        <Verbatim title={t('context')} text={group.context} none={t('noContext')} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <Facts group={group} />
        <Requests group={group} />
        <Reports group={group} />
      </div>
    </div>
  );
}

function Verbatim({ title, text, none }: { title: string; text: string | null; none: string }) {
  return (
    <Card as="section" aria-label={title}>
      <CardHeader title={title} />
      {text ? (
        <pre
          tabIndex={0}
          aria-label={title}
          className="bg-sunken max-h-96 overflow-auto rounded-md p-3 font-mono text-sm"
        >
          {text}
        </pre>
      ) : (
        <p className="text-muted text-sm">{none}</p>
      )}
    </Card>
  );
}

function Facts({ group }: { group: ErrorGroupDto }) {
  const t = useTranslations('support.errors');
  const locale = useLocale();
  const items = [
    { term: t('app'), detail: group.app ?? t('noApp') },
    { term: t('count'), detail: formatNumber(group.count, locale) },
    { term: t('days'), detail: <Sparkline days={group.days} /> },
    { term: t('firstSeen'), detail: <Time at={group.firstSeenAt} format="datetime" /> },
    { term: t('lastSeen'), detail: <Time at={group.lastSeenAt} format="datetime" /> },
    {
      term: t('address'),
      detail: <span className="[overflow-wrap:anywhere]">{group.url ?? t('noAddress')}</span>,
    },
    {
      term: t('fingerprint'),
      detail: <span className="font-mono text-xs [overflow-wrap:anywhere]">{group.fingerprint}</span>,
    },
  ];
  return (
    <Card as="section" aria-labelledby="error-facts">
      <CardHeader id="error-facts" title={t('facts')} />
      <DescriptionList items={items} />
    </Card>
  );
}

function Requests({ group }: { group: ErrorGroupDto }) {
  const t = useTranslations('support.errors');
  return (
    <Card as="section" aria-labelledby="error-requests">
      <CardHeader id="error-requests" title={t('requestsAbout')} />
      {group.requests.length === 0 && <p className="text-muted text-sm">{t('noRequests')}</p>}
      <ul className="flex flex-col gap-3 text-sm">
        {group.requests.map(({ id, number, subject, status }) => (
          <li key={id} className="flex flex-col items-start gap-1">
            <TextLink href={`/support/requests/${id}`}>{subject}</TextLink>
            <span className="text-muted flex flex-wrap items-center gap-2">
              <span className="font-mono">{number}</span> <StatusChip status={status as RequestStatus} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reports({ group }: { group: ErrorGroupDto }) {
  const t = useTranslations('support.errors');
  return (
    <Card as="section" aria-labelledby="error-reports">
      <CardHeader id="error-reports" title={t('reports')} />
      {group.reports.length === 0 && <p className="text-muted text-sm">{t('noReports')}</p>}
      <ul className="flex flex-col gap-2 text-sm">
        {group.reports.map(({ id, at, url }) => (
          <li key={id}>
            <Time at={at} format="datetime" />
            {url && <span className="text-muted block truncate">{url}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
