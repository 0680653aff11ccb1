import {
  CircleDollarSign,
  Clock3,
  Eye,
  MessageSquareDot,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
} from 'lucide-react';
import { useNow, useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import type { DeskRowDto, FoundRowDto } from '@/lib/domain/desk/schema.dto';

/** What stands out on a line of the queue, each with a word: nothing where nothing does. */
export function DeskMarks({ row }: { row: DeskRowDto | FoundRowDto }) {
  const t = useTranslations('desk.marks');
  const isLate = useIsLate(row.dueAt);
  const [present] = row.present;
  const approval = row.approval ?? (row.needsApproval ? 'needed' : null);
  const hasMark = row.unread > 0 || isLate || approval || row.isQuoted || present || 'foundIn' in row;
  if (!hasMark) return null;
  return (
    <span className="flex flex-wrap gap-1 pt-0.5">
      {row.unread > 0 && (
        <Chip tone="accent" icon={<MessageSquareDot aria-hidden />}>
          {t('unread', { count: row.unread })}
        </Chip>
      )}
      {isLate && (
        <Chip tone="critical" icon={<Clock3 aria-hidden />}>
          {t('late')}
        </Chip>
      )}
      {approval && <ApprovalMark approval={approval} />}
      {row.isQuoted && (
        <Chip tone="info" icon={<CircleDollarSign aria-hidden />}>
          {t('quoted')}
        </Chip>
      )}
      {present && (
        <Chip icon={<Eye aria-hidden />}>
          {t('present', { name: present, others: row.present.length - 1 })}
        </Chip>
      )}
      {'foundIn' in row && <Chip>{t(`foundIn.${row.foundIn}`)}</Chip>}
    </span>
  );
}

/** Past its promise at the moment at which the page was made. */
function useIsLate(dueAt: string | null): boolean {
  const now = useNow();
  return dueAt !== null && Date.parse(dueAt) < now.getTime();
}

const approvals = {
  needed: ['warning', ShieldAlert],
  pending: ['warning', ShieldAlert],
  approved: ['positive', ShieldCheck],
  rejected: ['critical', ShieldX],
  voided: ['warning', ShieldAlert],
} as const;

function ApprovalMark({ approval }: { approval: keyof typeof approvals }) {
  const t = useTranslations('desk.marks.approval');
  const [tone, Icon] = approvals[approval];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(approval)}
    </Chip>
  );
}
