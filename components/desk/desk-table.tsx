import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { UrgencyLabel } from '@/components/support/urgency-label';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import type { DeskSort } from '@/lib/domain/desk/schema';
import type { DeskRowDto } from '@/lib/domain/desk/schema.dto';
import { DeskMarks } from './desk-marks';
import { SelectBox } from './select-box';
import type { Selection } from './use-selection';

/** Beside the reading pane there is room for these only on the widest screens: there the subject carries them. */
const ROOMY = 'xl:max-2xl:hidden';

export interface DeskListProps {
  rows: DeskRowDto[];
  sort: DeskSort;
  chosen: string | null;
  onChoose: (id: string) => void;
  selection: Selection;
}

/** One line a request. A click on the row reads it at the side, its subject opens it, its box selects it. */
export function DeskTable({ rows, sort, chosen, onChoose, selection }: DeskListProps) {
  const t = useTranslations('desk.queue');
  const isUpdated = sort === 'updated';
  const filedOrder = sort === 'oldest' ? 'ascending' : sort === 'newest' ? 'descending' : undefined;
  return (
    <Table label={t('table')} aria-describedby="desk-keys">
      <THead>
        <HeaderCell className="w-0">
          <SelectBox
            label={t('selectAll')}
            checked={rows.length > 0 && selection.rows.length === rows.length}
            onChange={selection.setAll}
          />
        </HeaderCell>
        <HeaderCell className={ROOMY}>{t('number')}</HeaderCell>
        <HeaderCell>{t('subject')}</HeaderCell>
        <HeaderCell className={ROOMY}>{t('organisation')}</HeaderCell>
        <HeaderCell>{t('status')}</HeaderCell>
        <HeaderCell sort={sort === 'urgency' ? 'descending' : undefined}>{t('urgency')}</HeaderCell>
        <HeaderCell>{t('expert')}</HeaderCell>
        <HeaderCell numeric sort={sort === 'due' ? 'ascending' : undefined}>
          {t('due')}
        </HeaderCell>
        <HeaderCell numeric sort={isUpdated ? 'descending' : filedOrder} className={ROOMY}>
          {t(isUpdated ? 'updated' : 'filed')}
        </HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id} selected={row.id === chosen} onClick={() => onChoose(row.id)}>
            <Cell className="w-0">
              <SelectBox
                label={t('select', { number: row.number })}
                checked={selection.has(row.id)}
                onChange={(isSelected) => selection.set(row.id, isSelected)}
              />
            </Cell>
            <DeskCells row={row} isUpdated={isUpdated} onChoose={onChoose} />
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

interface DeskCellsProps {
  row: DeskRowDto;
  isUpdated: boolean;
  onChoose: (id: string) => void;
}

function DeskCells({ row, isUpdated, onChoose }: DeskCellsProps) {
  const t = useTranslations('desk.queue');
  return (
    <>
      <Cell mono muted className={cn('whitespace-nowrap', ROOMY)}>
        {row.number}
      </Cell>
      <Cell heading className="w-full max-w-0 min-w-40">
        <Link
          href={`/desk/requests/${row.id}`}
          className={cn('hover:text-accent block truncate rounded-sm', row.unread > 0 && 'font-semibold')}
          onFocus={() => onChoose(row.id)}
        >
          {row.subject}
        </Link>
        <span className="text-muted hidden truncate font-normal xl:max-2xl:block">
          {row.organisation} · <span className="font-mono">{row.number}</span>
        </span>
        <DeskMarks row={row} />
      </Cell>
      <Cell className={cn('max-w-40 truncate', ROOMY)}>{row.organisation}</Cell>
      <Cell>
        <StatusChip status={row.status} side="staff" />
      </Cell>
      <Cell>
        <UrgencyLabel urgency={row.urgency} />
      </Cell>
      <Cell muted={!row.expert} className="max-w-32 truncate">
        {row.expert ?? t('nobody')}
      </Cell>
      <Cell numeric muted>
        {row.dueAt ? <Time at={row.dueAt} format="relative" /> : <span aria-label={t('noDue')}>–</span>}
      </Cell>
      <Cell numeric muted className={ROOMY}>
        <Time at={isUpdated ? row.updatedAt : row.createdAt} format="relative" />
      </Cell>
    </>
  );
}
