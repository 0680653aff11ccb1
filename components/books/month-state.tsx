import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import type { MonthState } from '@/lib/domain/books/schema';

const tones = { running: 'info', open: 'neutral', locked: 'positive' } as const;

export function MonthStateChip({ state }: { state: MonthState }) {
  const t = useTranslations('books.periods.stateOf');
  return (
    <Chip tone={tones[state]} icon={state === 'locked' ? <Lock aria-hidden /> : undefined}>
      {t(state)}
    </Chip>
  );
}
