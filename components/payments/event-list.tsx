import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { PaymentDetailDto } from '@/lib/domain/payments/schema';

/** What the provider told us, and what came of it. */
export function EventList({ events }: { events: PaymentDetailDto['events'] }) {
  const t = useTranslations('review.payment.events');
  return (
    <Card as="div" padded={false}>
      <CardHeader title={t('title')} className="mb-0 p-4 sm:p-5" />
      {events.length === 0 ? (
        <EmptyState picture="none" title={t('empty')} />
      ) : (
        <Table label={t('title')}>
          <THead>
            <HeaderCell>{t('type')}</HeaderCell>
            <HeaderCell>{t('outcome')}</HeaderCell>
            <HeaderCell>{t('received')}</HeaderCell>
            <HeaderCell>{t('id')}</HeaderCell>
          </THead>
          <TBody>
            {events.map((event) => (
              <Row key={event.eventId}>
                <Cell heading mono>
                  {event.type}
                </Cell>
                <Cell muted={!event.outcome}>{event.outcome ?? t('waiting')}</Cell>
                <Cell muted>
                  <Time at={event.receivedAt} format="datetime" />
                </Cell>
                <Cell mono muted>
                  {event.eventId}
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
