import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  FlaskConical,
  OctagonAlert,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { SubscriptionStatusDto } from '@/lib/domain/subscriptions/schema';

const LOOK: Record<SubscriptionStatusDto, { tone: Tone; icon: typeof CircleCheck }> = {
  incomplete: { tone: 'info', icon: CircleDashed },
  trialing: { tone: 'accent', icon: FlaskConical },
  active: { tone: 'positive', icon: CircleCheck },
  past_due: { tone: 'warning', icon: CircleAlert },
  unpaid: { tone: 'critical', icon: OctagonAlert },
  paused: { tone: 'neutral', icon: CirclePause },
  cancelled: { tone: 'neutral', icon: CircleX },
};

export function SubscriptionChip({ state }: { state: SubscriptionStatusDto }) {
  const t = useTranslations('billing.subscription.state');
  const { tone, icon: Icon } = LOOK[state];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Chip>
  );
}
