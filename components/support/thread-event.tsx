import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import type { EventDto } from '@/lib/domain/support/schema.dto';
import { useCredits } from './use-credits';

const known = [
  'filed',
  'assigned',
  'started',
  'waiting',
  'answered',
  'resolved',
  'closed',
  'cancelled',
  'withdrawn',
  'rated',
  'rerated',
] as const;

/** What happened, in one line. */
export function ThreadEvent({ event }: { event: EventDto }) {
  const t = useTranslations('support.event');
  const credits = useCredits();
  const kind = known.find((name) => name === event.event);
  if (!kind) return null;
  const { held, charged, released, expert, score } = event.values;
  const sentence = t(kind, {
    actor: event.actor ?? t('somebody'),
    expert: expert ?? t('somebody'),
    credits: credits(held ?? charged ?? released ?? '0'),
    score: Number(score ?? 0),
  });
  return (
    <p className="text-muted flex flex-wrap items-baseline gap-x-2 ps-4 text-sm">
      <span aria-hidden className="bg-line size-1.5 self-center rounded-full" />
      <span>{sentence}</span>
      <Time at={event.at} format="datetime" />
    </p>
  );
}
