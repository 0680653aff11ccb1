import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { urgencies } from '@/lib/domain/support/schema';
import type { EventDto } from '@/lib/domain/support/schema.dto';
import { useCredits } from './use-credits';

const known = [
  'filed',
  'assigned',
  'handedOver',
  'unassigned',
  'started',
  'waiting',
  'answered',
  'resolved',
  'closed',
  'cancelled',
  'withdrawn',
  'rated',
  'rerated',
  'approvalAsked',
  'approvalVoided',
  'filesRefused',
] as const;

const ofMoney = [
  ...(['filedUnpaid', 'filedForQuote', 'funded', 'paid', 'paidToWallet', 'abandoned'] as const),
  ...(['quoteProposed', 'quoteAccepted', 'quoteDeclined', 'quoteWithdrawn'] as const),
  ...(['resolvedAgain', 'reopened', 'urgencyChanged', 'lateReturned'] as const),
] as const;

/** What happened, in one line. */
export function ThreadEvent({ event }: { event: EventDto }) {
  const t = useTranslations('support');
  const money = useTranslations('promises.event');
  const credits = useCredits();
  const { held, charged, released, returned, price, expert, score, reason, comment } = event.values;
  const values = {
    actor: event.actor ?? event.values.actor ?? t('event.somebody'),
    expert: expert ?? t('event.somebody'),
    credits: credits(held ?? charged ?? released ?? returned ?? event.values.credits ?? price ?? '0'),
    owner: event.values.owner ?? t('event.somebody'),
    score: Number(score ?? 0),
    names: event.values.names ?? '',
    reason: reason ?? comment ?? '',
    hasReason: reason || comment ? 'yes' : 'no',
    from: urgencyName(t, event.values.from),
    to: urgencyName(t, event.values.to),
  };
  const kind = known.find((name) => name === event.event);
  const moneyKind = ofMoney.find((name) => name === event.event);
  const sentence = kind ? t(`event.${kind}`, values) : moneyKind && money(moneyKind, values);
  if (!sentence) return null;
  return (
    <p className="text-muted flex flex-wrap items-baseline gap-x-2 ps-4 text-sm">
      <span aria-hidden className="bg-line size-1.5 self-center rounded-full" />
      <span>{sentence}</span>
      <Time at={event.at} format="datetime" />
    </p>
  );
}

/** An urgency by its name, as an event keeps it. */
function urgencyName(t: ReturnType<typeof useTranslations<'support'>>, value: string | undefined): string {
  const urgency = urgencies.find((known) => known === value);
  return urgency ? t(`urgency.${urgency}`) : '';
}
