import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { AuditDto } from '@/lib/domain/audit/schema';
import { AuditChange } from './audit-change';

interface AuditListProps {
  events: AuditDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

export function AuditList({ events, isFiltered, firstHref, nextHref }: AuditListProps) {
  const t = useTranslations('admin.audit');
  if (events.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={t(isFiltered ? 'noMatch' : 'empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('title')}>
        <THead>
          <HeaderCell>{t('when')}</HeaderCell>
          <HeaderCell>{t('actor')}</HeaderCell>
          <HeaderCell>{t('action')}</HeaderCell>
          <HeaderCell>{t('record')}</HeaderCell>
          <HeaderCell>{t('change')}</HeaderCell>
        </THead>
        <TBody>
          {events.map((event) => (
            <AuditRow key={event.id} event={event} />
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}

function AuditRow({ event }: { event: AuditDto }) {
  const t = useTranslations('admin.audit');
  const { actor, organisation } = event;
  return (
    <Row>
      <Cell muted className="align-top">
        <Time at={event.at} format="datetime" />
        {event.ip && <span className="block font-mono text-xs">{event.ip}</span>}
      </Cell>
      <Cell className="align-top">
        <span className="block">{actor.name ?? actor.id ?? t('nobody')}</span>
        <span className="text-muted block text-xs">{actor.email ?? t(`kinds.${actor.kind as 'job'}`)}</span>
      </Cell>
      <Cell heading className="align-top font-mono whitespace-nowrap">
        {event.action}
      </Cell>
      <Cell className="align-top">
        <span className="text-muted block text-xs">{event.recordType}</span>
        <span className="block max-w-52 font-mono text-xs [overflow-wrap:anywhere]">{event.recordId}</span>
        {organisation && (
          <TextLink href={`/admin/customers/${organisation.id}`}>{organisation.name}</TextLink>
        )}
      </Cell>
      <Cell className="min-w-64 align-top">
        <AuditChange fields={event.fields} reason={event.reason} />
      </Cell>
    </Row>
  );
}
