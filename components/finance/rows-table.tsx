import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatCredits, formatDate, formatDuration, formatMoney, formatNumber } from '@/lib/core/format';
import type { ColumnKind, RangeDto, RowSet, RowsDto } from '@/lib/domain/revenue/schema';

const NUMERIC = new Set<ColumnKind>(['money', 'credits', 'count', 'seconds']);
/** The figure that a set is about. A phone shows it beside the customer, and everything else beneath the name. */
const KEY: Record<RowSet, string> = {
  ...{ purchases: 'revenue', subscriptions: 'mrr', movements: 'delta', organisations: 'revenue' },
  ...{ customers: 'paid', lots: 'deferred', requests: 'time' },
};
const WIDE = 'max-md:hidden';

interface RowsTableProps {
  set: RowSet;
  data: RowsDto;
  currency: string;
  range: Pick<RangeDto, 'from' | 'to'>;
  firstHref?: string;
  nextHref?: string;
}

export function RowsTable({ set, data, currency, range, firstHref, nextHref }: RowsTableProps) {
  const t = useTranslations('finance.rows');
  const locale = useLocale();
  const { columns, rows } = data;
  const isNarrow = (key: string, kind: ColumnKind) => kind === 'customer' || key === KEY[set];
  const days = { from: formatDate(range.from, locale), to: formatDate(range.to, locale) };
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={t('empty', days)} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t(`${set}.title`)}>
        <THead>
          {columns.map(({ key, kind }) => (
            <HeaderCell
              key={key}
              numeric={NUMERIC.has(kind)}
              className={isNarrow(key, kind) ? undefined : WIDE}
            >
              {t(`column.${key as 'mrr'}`)}
            </HeaderCell>
          ))}
        </THead>
        <TBody>
          {rows.map(({ id, cells }) => (
            <Row key={id}>
              {columns.map(({ key, kind }, index) => (
                <Cell
                  key={key}
                  numeric={NUMERIC.has(kind)}
                  heading={kind === 'customer'}
                  className={isNarrow(key, kind) ? 'max-md:align-top' : WIDE}
                >
                  <Value cell={cells[index] ?? null} kind={kind} currency={currency} />
                  {kind === 'customer' && (
                    <Beneath
                      columns={columns.filter((one) => !isNarrow(one.key, one.kind))}
                      all={columns}
                      cells={cells}
                      currency={currency}
                    />
                  )}
                </Cell>
              ))}
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} summary={t('shown', days)} />
    </Card>
  );
}

type BeneathProps = Pick<RowsDto, 'columns'> & {
  all: RowsDto['columns'];
  cells: (string | null)[];
  currency: string;
};

/** What a phone has no column for. */
function Beneath({ columns, all, cells, currency }: BeneathProps) {
  const t = useTranslations('finance.rows');
  return (
    <span className="text-muted mt-1 flex flex-wrap gap-x-3 text-xs font-normal md:hidden">
      {columns.map((column) => {
        const cell = cells[all.indexOf(column)] ?? null;
        if (cell === null) return null;
        return (
          <span key={column.key}>
            {t(`column.${column.key as 'mrr'}`)} <Value cell={cell} kind={column.kind} currency={currency} />
          </span>
        );
      })}
    </span>
  );
}

function Value({ cell, kind, currency }: { cell: string | null; kind: ColumnKind; currency: string }) {
  const locale = useLocale();
  const t = useTranslations('finance');
  if (cell === null) return <span className="text-muted">–</span>;
  switch (kind) {
    case 'instant':
      return <Time at={cell} format="datetime" />;
    case 'money':
      return formatMoney(cell, currency, locale);
    case 'credits':
      return formatCredits(cell, locale);
    case 'count':
      return formatNumber(Number(cell), locale);
    case 'seconds':
      return formatDuration(Number(cell) * 1_000, locale);
    case 'customer': {
      const cut = cell.indexOf('|');
      return <TextLink href={`/admin/customers/${cell.slice(0, cut)}`}>{cell.slice(cut + 1)}</TextLink>;
    }
    case 'movement':
      return t(`movements.${cell as 'new'}`);
    case 'text':
      return cell;
  }
}
