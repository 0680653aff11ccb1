import { CircleCheck, CircleHelp, CircleSlash, CircleX, Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import type { ApprovalPillDto } from '@/lib/domain/support/schema.dto';

const looks: Record<ApprovalPillDto['state'], { tone: Tone; icon: typeof CircleHelp }> = {
  needed: { tone: 'warning', icon: CircleHelp },
  pending: { tone: 'warning', icon: Hourglass },
  approved: { tone: 'positive', icon: CircleCheck },
  rejected: { tone: 'critical', icon: CircleX },
  voided: { tone: 'neutral', icon: CircleSlash },
};

/** Where the owner's approval stands, with who and when. */
export function ApprovalPill({ approval }: { approval: ApprovalPillDto }) {
  const t = useTranslations('support.approval');
  const { state, owner, at } = approval;
  const { tone, icon: Icon } = looks[state];
  return (
    <span className="flex min-w-0 flex-col items-start gap-1">
      <Chip tone={tone} icon={<Icon aria-hidden />}>
        {t(state)}
      </Chip>
      {owner && at && (
        <span className="text-muted text-sm">
          <bdi>{owner}</bdi>, <Time at={at} />
        </span>
      )}
    </span>
  );
}
