import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { DisputeStatus } from '@/lib/domain/disputes/schema';

const LOOK: Record<DisputeStatus, { tone: Tone; icon: typeof CircleCheck }> = {
  needs_response: { tone: 'critical', icon: CircleAlert },
  under_review: { tone: 'info', icon: CircleDashed },
  won: { tone: 'positive', icon: CircleCheck },
  lost: { tone: 'neutral', icon: CircleX },
};

export function DisputeChip({ state }: { state: DisputeStatus }) {
  const t = useTranslations('review.dispute.state');
  const { tone, icon: Icon } = LOOK[state];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Chip>
  );
}
