import {
  CircleCheck,
  CircleCheckBig,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleDollarSign,
  CircleUserRound,
  CircleX,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { RequestStatus } from '@/lib/domain/support/schema';

const looks: Record<RequestStatus, { tone: Tone; icon: typeof CircleDashed }> = {
  unpaid: { tone: 'warning', icon: CircleDollarSign },
  new: { tone: 'info', icon: CircleDashed },
  assigned: { tone: 'info', icon: CircleUserRound },
  in_progress: { tone: 'accent', icon: CirclePlay },
  waiting_on_customer: { tone: 'warning', icon: CirclePause },
  resolved: { tone: 'positive', icon: CircleCheck },
  closed: { tone: 'neutral', icon: CircleCheckBig },
  cancelled: { tone: 'neutral', icon: CircleX },
};

const isKnown = (status: string): status is RequestStatus => status in looks;

/** Where a request stands, in words. On the desk the customer is somebody else. */
export function StatusChip({ status, side = 'customer' }: { status: string; side?: 'customer' | 'staff' }) {
  const t = useTranslations('support');
  const known = isKnown(status) ? status : 'new';
  const { tone, icon: Icon } = looks[known];
  const isWaiting = known === 'waiting_on_customer' && side === 'staff';
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {isWaiting ? t('deskStatus.waiting_on_customer') : t(`status.${known}`)}
    </Chip>
  );
}
