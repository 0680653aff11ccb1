import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { StatusChip } from '@/components/support/status-chip';
import { UrgencyLabel } from '@/components/support/urgency-label';
import type { DeskRowDto } from '@/lib/domain/support/schema.dto';

/** The queue on a phone. */
export function DeskCards({ rows }: { rows: DeskRowDto[] }) {
  const t = useTranslations('desk.queue');
  return (
    <ul aria-label={t('table')} className="divide-line divide-y">
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            href={`/desk/requests/${row.id}`}
            className="hover:bg-hover flex flex-col gap-1.5 px-4 py-3 text-sm"
          >
            <span className="flex items-start justify-between gap-3">
              <span className="min-w-0 font-medium">{row.subject}</span>
              <StatusChip status={row.status} side="staff" />
            </span>
            <span className="text-muted">
              {row.organisation} · {row.expert ?? t('nobody')}
            </span>
            <span className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-mono">{row.number}</span>
              <UrgencyLabel urgency={row.urgency} />
              <span className="ms-auto">
                <Time at={row.createdAt} format="relative" />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
