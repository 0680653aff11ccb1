import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { SubscriptionDifferenceDto } from '@/lib/domain/subscriptions/schema';

const FIELDS = [
  ...(['status', 'tier', 'interval', 'priceMinor', 'currency', 'cancelAtPeriodEnd'] as const),
  ...(['periodEnd', 'missing_here', 'missing_there'] as const),
];
/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

/** Where a subscription is not what Stripe says: open ones first, then what was resolved last. */
export function DifferenceTable({ rows }: { rows: SubscriptionDifferenceDto[] }) {
  const t = useTranslations('books.subscriptionDifferences');
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={t('empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('title')}>
        <THead>
          <HeaderCell>{t('customer')}</HeaderCell>
          <HeaderCell>{t('what')}</HeaderCell>
          <HeaderCell>{t('here')}</HeaderCell>
          <HeaderCell>{t('there')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('found')}</HeaderCell>
          <HeaderCell>{t('state')}</HeaderCell>
        </THead>
        <TBody>
          {rows.map((row) => (
            <DifferenceRow key={`${row.subscriptionId}:${row.field}:${row.foundAt}`} row={row} />
          ))}
        </TBody>
      </Table>
    </Card>
  );
}

function DifferenceRow({ row }: { row: SubscriptionDifferenceDto }) {
  const t = useTranslations('books.subscriptionDifferences');
  const field = FIELDS.find((one) => one === row.field);
  return (
    <Row>
      <Cell heading>
        <TextLink href={`/admin/customers/${row.organisationId}`}>{row.organisation}</TextLink>
        <span className="text-muted block font-normal [overflow-wrap:anywhere]">{row.subscriptionId}</span>
      </Cell>
      <Cell>{field ? t(`field.${field}`) : row.field}</Cell>
      <Cell className="[overflow-wrap:anywhere]">{row.here}</Cell>
      <Cell className="[overflow-wrap:anywhere]">{row.there}</Cell>
      <Cell muted className={WIDE}>
        <Time at={row.foundAt} format="datetime" />
      </Cell>
      <Cell>
        {row.resolvedAt ? (
          <Chip tone="neutral">{t('resolved')}</Chip>
        ) : (
          <Chip tone="warning">{t('open')}</Chip>
        )}
      </Cell>
    </Row>
  );
}
