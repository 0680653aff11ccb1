import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { UrgencyLabel } from '@/components/support/urgency-label';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import type { DeskQuery } from '@/lib/domain/support/schema';
import type { DeskRowDto } from '@/lib/domain/support/schema.dto';

interface DeskTableProps {
  rows: DeskRowDto[];
  sort: DeskQuery['sort'];
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** One line a request. A click on the row reads it at the side, its subject opens it. */
export function DeskTable({ rows, sort, chosen, onChoose }: DeskTableProps) {
  const t = useTranslations('desk.queue');
  const filedOrder = sort === 'oldest' ? 'ascending' : sort === 'newest' ? 'descending' : undefined;
  return (
    <Table label={t('table')} aria-describedby="desk-keys">
      <THead>
        <HeaderCell>{t('number')}</HeaderCell>
        <HeaderCell>{t('subject')}</HeaderCell>
        <HeaderCell>{t('organisation')}</HeaderCell>
        <HeaderCell>{t('status')}</HeaderCell>
        <HeaderCell sort={sort === 'urgency' ? 'descending' : undefined}>{t('urgency')}</HeaderCell>
        <HeaderCell>{t('expert')}</HeaderCell>
        <HeaderCell numeric sort={filedOrder}>
          {t('filed')}
        </HeaderCell>
        <HeaderCell
          numeric
          sort={sort === 'updated' ? 'descending' : undefined}
          className="xl:max-2xl:hidden"
        >
          {t('updated')}
        </HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id} selected={row.id === chosen} onClick={() => onChoose(row.id)}>
            <Cell mono muted className="whitespace-nowrap">
              {row.number}
            </Cell>
            <Cell heading className="max-w-72 min-w-40">
              <Link
                href={`/desk/requests/${row.id}`}
                className="hover:text-accent block truncate rounded-sm"
                onFocus={() => onChoose(row.id)}
              >
                {row.subject}
              </Link>
            </Cell>
            <Cell className="max-w-40 truncate">{row.organisation}</Cell>
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
              <Time at={row.createdAt} format="relative" />
            </Cell>
            <Cell numeric muted className="xl:max-2xl:hidden">
              <Time at={row.updatedAt} format="relative" />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
