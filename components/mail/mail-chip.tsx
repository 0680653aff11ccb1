import { CircleCheck, CircleDashed, CircleHelp, CircleParking, CircleX, FilePlus2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '@/components/ui/chip';
import type { InboundStatus } from '@/lib/domain/mail/schema';

const LOOK: Record<InboundStatus, { tone: Tone; icon: typeof CircleCheck }> = {
  received: { tone: 'info', icon: CircleDashed },
  posted: { tone: 'positive', icon: CircleCheck },
  filed: { tone: 'positive', icon: FilePlus2 },
  parked: { tone: 'neutral', icon: CircleParking },
  quarantined: { tone: 'warning', icon: CircleHelp },
  failed: { tone: 'critical', icon: CircleX },
};

export function MailChip({ status }: { status: InboundStatus }) {
  const t = useTranslations('mail.status');
  const { tone, icon: Icon } = LOOK[status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(status)}
    </Chip>
  );
}
