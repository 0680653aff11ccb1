import { CircleCheck, CircleDashed, CircleHelp, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { ProofState } from '@/lib/domain/proofs/schema';

const LOOK: Record<ProofState, { tone: Tone; icon: typeof CircleCheck }> = {
  submitted: { tone: 'info', icon: CircleDashed },
  asked: { tone: 'warning', icon: CircleHelp },
  accepted: { tone: 'positive', icon: CircleCheck },
  rejected: { tone: 'critical', icon: CircleX },
};

export function ProofChip({ state }: { state: ProofState }) {
  const t = useTranslations('payments.proof.state');
  const { tone, icon: Icon } = LOOK[state];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Chip>
  );
}
