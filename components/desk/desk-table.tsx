import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { UrgencyLabel } from '@/components/support/urgency-label';
import { cn } from '@/components/ui/cn';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import type { DeskQuery } from '@/lib/domain/support/schema';
import type { DeskRowDto } from '@/lib/domain/support/schema.dto';

/** Beside the reading pane there is room for these only on the widest screens: there the subject carries them. */
const ROOMY = 'xl:max-2xl:hidden';

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
        <HeaderCell className={ROOMY}>{t('number')}</HeaderCell>
        <HeaderCell>{t('subject')}</HeaderCell>
        <HeaderCell className={ROOMY}>{t('organisation')}</HeaderCell>
        <HeaderCell>{t('status')}</HeaderCell>
        <HeaderCell sort={sort === 'urgency' ? 'descending' : undefined}>{t('urgency')}</HeaderCell>
        <HeaderCell>{t('expert')}</HeaderCell>
        <HeaderCell numeric sort={filedOrder}>
          {t('filed')}
        </HeaderCell>
        <HeaderCell numeric sort={sort === 'updated' ? 'descending' : undefined} className={ROOMY}>
          {t('updated')}
        </HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id} selected={row.id === chosen} onClick={() => onChoose(row.id)}>
            <Cell mono muted className={cn('whitespace-nowrap', ROOMY)}>
              {row.number}
            </Cell>
            <Cell heading className="w-full max-w-0 min-w-40">
              <Link
                href={`/desk/requests/${row.id}`}
                className="hover:text-accent block truncate rounded-sm"
                onFocus={() => onChoose(row.id)}
              >
                {row.subject}
              </Link>
              <span className="text-muted hidden truncate font-normal xl:max-2xl:block">
                {row.organisation} · <span className="font-mono">{row.number}</span>
              </span>
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
              <Time at={row.createdAt} format="relative" />
            </Cell>
            <Cell numeric muted className={ROOMY}>
              <Time at={row.updatedAt} format="relative" />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
