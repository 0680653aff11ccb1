import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney } from '@/lib/core/format';
import type { ItemDto, MatchKindName, ReconciledProvider } from '@/lib/domain/reconciliation/schema';
import { type Bring, BringButton } from './bring-button';
import { type Decide, DecisionDialog } from './decision-dialog';
import { RecordDialog, type RecordLine } from './record-dialog';

interface ItemActs {
  decide: Decide;
  bring: Bring;
  record: RecordLine;
}
interface ItemTableProps {
  runId: string;
  provider: ReconciledProvider;
  kind: MatchKindName;
  items: ItemDto[];
  acts: ItemActs;
}

const WIDE = 'max-md:hidden';

/** The rows of one outcome, each with what can be done about it. A phone stacks them: what it is, the amounts, the acts. */
export function ItemTable({ runId, provider, kind, items, acts }: ItemTableProps) {
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
          {kind !== 'matched' && <HeaderCell className={WIDE}>{t('action')}</HeaderCell>}
        </THead>
        <TBody>
          {items.map((item) => {
            const todo = kind !== 'matched' && <Acts {...{ runId, provider, kind, item, acts }} />;
            return (
              <Row key={item.position}>
                <About item={item}>{todo}</About>
                <Amount minor={item.ourMinor} at={item.ourAt} currency={item.currency} />
                <Amount minor={item.theirMinor} at={item.theirAt} currency={item.currency} />
                {todo && <Cell className={WIDE}>{todo}</Cell>}
              </Row>
            );
          })}
        </TBody>
      </Table>
    </Card>
  );
}

/** What it is; on a phone with the acts beneath, which have a column of their own elsewhere. */
function About({ item, children }: { item: ItemDto; children: ReactNode }) {
  const t = useTranslations('books.reconciliation');
  return (
    <Cell heading className="align-top md:min-w-44">
      {item.organisationId ? (
        <TextLink href={`/admin/customers/${item.organisationId}`}>{item.organisation}</TextLink>
      ) : (
        t(item.ourMinor === null ? 'unknown' : 'seller')
      )}
      <span className="text-muted block font-normal [overflow-wrap:anywhere]">{item.text}</span>
      <span className="block font-normal [overflow-wrap:anywhere]">
        {item.paymentId && <TextLink href={`/finance/payments/${item.paymentId}`}>{t('payment')}</TextLink>}{' '}
        {item.theirId && <span className="text-muted font-mono text-xs">{item.theirId}</span>}
      </span>
      {children && <span className="mt-2 block font-normal md:hidden">{children}</span>}
    </Cell>
  );
}

function Amount({ minor, at, currency }: { minor: string | null; at: string | null; currency: string }) {
  const locale = useLocale();
  if (minor === null)
    return (
      <Cell numeric muted className="align-top">
        –
      </Cell>
    );
  return (
    <Cell numeric className="align-top whitespace-nowrap">
      {formatMoney(minor, currency, locale)}
      {at && (
        <span className="text-muted block text-xs">
          <Time at={at} />
        </span>
      )}
    </Cell>
  );
}

type ActsProps = Omit<ItemTableProps, 'items'> & { item: ItemDto };

/** What was decided, else what can be done: record a line of the bank, ask the provider again, or say what it is. */
function Acts({ runId, provider, kind, item, acts }: ActsProps) {
  const isBank = provider === 'bank_transfer';
  const isRecordable = isBank && kind === 'missing_here' && BigInt(item.theirMinor ?? '0') > 0n;
  return (
    <span className="flex flex-col gap-2">
      <Decided item={item} />
      {item.decision !== 'recorded' && (
        <span className="flex flex-wrap gap-2">
          {isRecordable && !item.decision && <RecordDialog runId={runId} item={item} record={acts.record} />}
          {!isBank && item.paymentId && !item.decision && (
            <BringButton runId={runId} position={item.position} provider={provider} bring={acts.bring} />
          )}
          <DecisionDialog runId={runId} item={item} decide={acts.decide} />
        </span>
      )}
    </span>
  );
}

function Decided({ item: { decision, note, decidedBy } }: { item: ItemDto }) {
  const t = useTranslations('books.reconciliation.decisions');
  if (!decision) return null;
  return (
    <span className="flex flex-col items-start gap-1">
      <Chip tone="positive">{t(decision)}</Chip>
      <span className="text-muted [overflow-wrap:anywhere]">
        {note}
        {decidedBy && ` (${decidedBy})`}
      </span>
    </span>
  );
}
