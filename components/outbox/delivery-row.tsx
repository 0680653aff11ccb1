import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Button } from '@/components/ui/button';
import { Chip, type Tone } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { Cell, Row } from '@/components/ui/table';
import { type DeliveryDto, eventName } from '@/lib/domain/notifications/schema';

const TONE: Record<DeliveryDto['status'], Tone> = {
  ...{ queued: 'info', held: 'neutral', sent: 'positive', dead: 'critical', bounced: 'warning' },
};

interface DeliveryRowProps {
  row: DeliveryDto;
  isChosen: boolean;
  /** Only what is dead can be sent again. */
  choose?: (id: string, isChosen: boolean) => void;
  sendAgain: () => void;
  isPending: boolean;
}

export function DeliveryRow({ row, isChosen, choose, sendAgain, isPending }: DeliveryRowProps) {
  const t = useTranslations('outbox');
  const { id, recipient, status } = row;
  return (
    <Row selected={choose ? isChosen : undefined}>
      <Cell heading className="align-top">
        <span className="flex items-start gap-2">
          {choose && (
            <input
              type="checkbox"
              className="accent-accent mt-0.5 size-4 shrink-0"
              aria-label={t('choose', { recipient })}
              checked={isChosen}
              onChange={({ target }) => choose(id, target.checked)}
            />
          )}
          <span className="min-w-44 [overflow-wrap:anywhere]">
            {recipient}
            <span className="text-muted block text-xs font-normal">{t(`channel.${row.channel}`)}</span>
          </span>
        </span>
      </Cell>
      <Cell className="max-w-sm min-w-40 align-top [overflow-wrap:anywhere]">
        {row.subject && <span className="block">{row.subject}</span>}
        <What event={row.event} isMinor={row.subject !== ''} />
      </Cell>
      <Cell className="max-w-sm min-w-40 align-top [overflow-wrap:anywhere]">
        <Chip tone={TONE[status]}>{t(`status.${status}`)}</Chip>
        {row.error && <WhatFailed error={row.error} />}
      </Cell>
      <Cell numeric className="align-top">
        {row.attempts}
      </Cell>
      <Cell muted className="align-top">
        <Time at={row.sentAt ?? row.createdAt} format="datetime" />
        {(status === 'queued' || status === 'held') && (
          <span className="block text-xs">
            {t('next')} <Time at={row.runAt} format="datetime" />
          </span>
        )}
      </Cell>
      <Cell className="text-end align-top">
        {choose && (
          <Button size="sm" loading={isPending} aria-label={t('againFor', { recipient })} onClick={sendAgain}>
            {t('again')}
          </Button>
        )}
      </Cell>
    </Row>
  );
}

/** The event in words; a letter that is no event goes by the name of its template. */
function What({ event, isMinor }: { event: string; isMinor: boolean }) {
  const t = useTranslations('notifications.events');
  const name = eventName(event);
  if (!name) return <span className="text-muted block font-mono text-xs">{event}</span>;
  return <span className={cn('block', isMinor && 'text-muted text-xs')}>{t(name)}</span>;
}

/** In our words where we know the reason, else as the other side said it. */
function WhatFailed({ error }: { error: string }) {
  const t = useTranslations('outbox.error');
  const words = error === 'suppressed' || error === 'unreadable' ? t(error) : error;
  return <span className="text-muted block pt-1 text-xs">{words}</span>;
}
