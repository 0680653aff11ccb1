import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { UrgencyLabel } from '@/components/support/urgency-label';
import { Link } from '@/components/ui/link';
import { DeskMarks } from './desk-marks';
import type { DeskListProps } from './desk-table';
import { SelectBox } from './select-box';

/** The queue on a phone. */
export function DeskCards({ rows, selection }: Pick<DeskListProps, 'rows' | 'selection'>) {
  const t = useTranslations('desk.queue');
  return (
    <ul aria-label={t('table')} className="divide-line divide-y">
      {rows.map((row) => (
        <li key={row.id} className="hover:bg-hover flex items-start">
          <label className="flex shrink-0 ps-4 pe-2 pt-3.5 pb-3">
            <SelectBox
              label={t('select', { number: row.number })}
              checked={selection.has(row.id)}
              onChange={(isSelected) => selection.set(row.id, isSelected)}
            />
          </label>
          <Link
            href={`/desk/requests/${row.id}`}
            className="flex min-w-0 flex-1 flex-col gap-1.5 py-3 pe-4 text-sm"
          >
            <span className="flex items-start justify-between gap-3">
              <span className="min-w-0 font-medium">{row.subject}</span>
              <StatusChip status={row.status} side="staff" />
            </span>
            <span className="text-muted">
              {row.organisation} · {row.expert ?? t('nobody')}
            </span>
            <DeskMarks row={row} />
            <span className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-mono">{row.number}</span>
              <UrgencyLabel urgency={row.urgency} />
              <span className="ms-auto">
                {row.dueAt ? (
                  t.rich('dueAt', { time: () => <Time at={row.dueAt ?? row.createdAt} format="relative" /> })
                ) : (
                  <Time at={row.createdAt} format="relative" />
                )}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
