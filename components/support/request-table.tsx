import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Link } from '@/components/ui/link';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal } from '@/lib/core/format';
import type { RequestSummaryDto } from '@/lib/domain/support/schema.dto';
import { RequestUnread } from './request-unread';
import { StatusChip } from './status-chip';
import { UrgencyLabel } from './urgency-label';

/** The organisation's requests; on a phone each is a card of two lines. */
export function RequestTable({ requests }: { requests: RequestSummaryDto[] }) {
  const t = useTranslations('support.list');
  const locale = useLocale();
  return (
    <>
      <ul aria-label={t('table')} className="divide-line divide-y md:hidden">
        {requests.map((request) => (
          <li key={request.id}>
            <RequestCard request={request} />
          </li>
        ))}
      </ul>
      <Table label={t('table')} frameClassName="max-md:hidden">
        <THead>
          <HeaderCell>{t('number')}</HeaderCell>
          <HeaderCell>{t('subject')}</HeaderCell>
          <HeaderCell>{t('status')}</HeaderCell>
          <HeaderCell>{t('urgency')}</HeaderCell>
          <HeaderCell>{t('expert')}</HeaderCell>
          <HeaderCell numeric>{t('price')}</HeaderCell>
          <HeaderCell numeric>{t('updated')}</HeaderCell>
        </THead>
        <TBody>
          {requests.map((request) => (
            <Row key={request.id}>
              <Cell mono muted className="whitespace-nowrap">
                {request.number}
              </Cell>
              <Cell heading className="max-w-80">
                <span className="flex items-center gap-2">
                  <Link
                    href={`/support/requests/${request.id}`}
                    className="hover:text-accent block truncate rounded-sm"
                  >
                    {request.subject}
                  </Link>
                  <RequestUnread requestId={request.id} />
                </span>
                <span className="text-muted block truncate font-normal">{request.category}</span>
              </Cell>
              <Cell>
                <StatusChip status={request.status} />
              </Cell>
              <Cell>
                <UrgencyLabel urgency={request.urgency} />
              </Cell>
              <Cell muted={!request.expert}>{request.expert ?? t('unassigned')}</Cell>
              <Cell numeric>{formatDecimal(request.price, locale)}</Cell>
              <Cell numeric muted>
                <Time at={request.updatedAt} format="relative" />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </>
  );
}

function RequestCard({ request }: { request: RequestSummaryDto }) {
  return (
    <Link
      href={`/support/requests/${request.id}`}
      className="hover:bg-hover flex flex-col gap-1.5 px-4 py-3 text-sm"
    >
      <span className="flex items-start justify-between gap-3">
        <span className="min-w-0 font-medium">
          {request.subject} <RequestUnread requestId={request.id} />
        </span>
        <StatusChip status={request.status} />
      </span>
      <span className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-mono">{request.number}</span>
        <UrgencyLabel urgency={request.urgency} />
        <span className="ms-auto">
          <Time at={request.updatedAt} format="relative" />
        </span>
      </span>
    </Link>
  );
}
