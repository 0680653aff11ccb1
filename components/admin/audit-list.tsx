import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import type { AuditDto } from '@/lib/domain/audit/schema';
import { AuditChange } from './audit-change';

interface AuditListProps {
  events: AuditDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

/** A list, not a table: on a phone each act reads from top to bottom, with nothing to scroll sideways. */
export function AuditList({ events, isFiltered, firstHref, nextHref }: AuditListProps) {
  const t = useTranslations('admin.audit');
  if (events.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t(isFiltered ? 'noMatch' : 'empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <ol aria-label={t('title')} className="divide-line divide-y text-sm">
        {events.map((event) => (
          <AuditItem key={event.id} event={event} />
        ))}
      </ol>
      {(firstHref || nextHref) && (
        <div className="border-t">
          <Pagination previousHref={firstHref} nextHref={nextHref} />
        </div>
      )}
    </Card>
  );
}

function AuditItem({ event }: { event: AuditDto }) {
  const t = useTranslations('admin.audit');
  const { actor, organisation } = event;
  return (
    <li className="hover:bg-hover grid gap-x-6 gap-y-2 px-4 py-3 transition-colors lg:grid-cols-[11rem_16rem_1fr]">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 lg:flex-col">
        <span>{actor.name ?? actor.id ?? t('nobody')}</span>
        <span className="text-muted text-xs [overflow-wrap:anywhere]">
          {actor.email ?? t(`kinds.${actor.kind as 'job' | 'api-key'}`)}
        </span>
        <Time at={event.at} format="datetime" className="figures text-muted text-xs" />
      </div>
      <div className="min-w-0">
        <p className="font-mono font-medium">{event.action}</p>
        <p className="text-muted font-mono text-xs [overflow-wrap:anywhere]">{event.recordId}</p>
        {organisation && (
          <TextLink href={`/admin/customers/${organisation.id}`} className="text-sm">
            {organisation.name}
          </TextLink>
        )}
      </div>
      <AuditChange fields={event.fields} reason={event.reason} />
    </li>
  );
}
