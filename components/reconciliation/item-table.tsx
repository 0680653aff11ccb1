import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import type { ItemDto, MatchKindName } from '@/lib/domain/reconciliation/schema';
import { type Decide, DecisionDialog } from './decision-dialog';

interface ItemTableProps {
  runId: string;
  kind: MatchKindName;
  items: ItemDto[];
  decide: Decide;
}

/** The rows of one outcome, each with what can be done about it. */
export function ItemTable({ runId, kind, items, decide }: ItemTableProps) {
  const t = useTranslations('books.reconciliation');
  if (items.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={t('none')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('items')}>
        <THead>
          <HeaderCell>{t('text')}</HeaderCell>
          <HeaderCell numeric>{t('ours')}</HeaderCell>
          <HeaderCell numeric>{t('theirs')}</HeaderCell>
          {kind !== 'matched' && <HeaderCell>{t('decision')}</HeaderCell>}
        </THead>
        <TBody>
          {items.map((item) => (
            <Row key={item.position}>
              <About item={item} />
              <Amount minor={item.ourMinor} at={item.ourAt} currency={item.currency} />
              <Amount minor={item.theirMinor} at={item.theirAt} currency={item.currency} />
              {kind !== 'matched' && (
                <Cell>
                  <Decided item={item} />
                  <DecisionDialog runId={runId} item={item} decide={decide} />
                </Cell>
              )}
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}

function About({ item }: { item: ItemDto }) {
  const t = useTranslations('books.reconciliation');
  return (
    <Cell heading className="min-w-44">
      {item.organisationId ? (
        <TextLink href={`/admin/customers/${item.organisationId}`}>{item.organisation}</TextLink>
      ) : (
        t('unknown')
      )}
      <span className="text-muted block font-normal [overflow-wrap:anywhere]">{item.text}</span>
      <span className="block font-normal [overflow-wrap:anywhere]">
        {item.paymentId && <TextLink href={`/finance/payments/${item.paymentId}`}>{t('payment')}</TextLink>}{' '}
        {item.theirId && <span className="text-muted font-mono text-xs">{item.theirId}</span>}
      </span>
    </Cell>
  );
}

function Amount({ minor, at, currency }: { minor: string | null; at: string | null; currency: string }) {
  const locale = useLocale();
  if (minor === null)
    return (
      <Cell numeric muted>
        –
      </Cell>
    );
  return (
    <Cell numeric className="whitespace-nowrap">
      {formatMoney(minor, currency, locale)}
      {at && (
        <span className="text-muted block text-xs">
          <Time at={at} />
        </span>
      )}
    </Cell>
  );
}

function Decided({ item: { decision, note, decidedBy } }: { item: ItemDto }) {
  const t = useTranslations('books.reconciliation.decisions');
  if (!decision) return null;
  return (
    <span className="mb-1 flex flex-col gap-1">
      <Chip tone="positive">{t(decision)}</Chip>
      <span className="text-muted [overflow-wrap:anywhere]">
        {note}
        {decidedBy && ` (${decidedBy})`}
      </span>
    </span>
  );
}
