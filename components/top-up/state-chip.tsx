import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { TopUpState } from '@/lib/domain/top-up/schema';

const TONE: Record<TopUpState, Tone> = {
  off: 'neutral',
  watching: 'positive',
  charging: 'info',
  waiting: 'warning',
  paused: 'critical',
};

export function StateChip({ state }: { state: TopUpState }) {
  const t = useTranslations('topup.state');
  return <Chip tone={TONE[state]}>{t(state)}</Chip>;
}
