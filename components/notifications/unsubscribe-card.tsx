'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useAction } from '@/components/ui/form';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { SubscriptionDto } from '@/lib/domain/notifications/schema';

interface UnsubscribeCardProps {
  token: string;
  /** What the link would end. */
  subscription: SubscriptionDto;
  stop: Action<{ token: string }, unknown>;
}

const TITLES = { event: 'title', digest: 'digestTitle', participant: 'participantTitle' } as const;
const TEXTS = { event: 'text', digest: 'digestText', participant: 'participantText' } as const;

/** Asks before it ends a kind of mail. */
export function UnsubscribeCard({ token, subscription, stop }: UnsubscribeCardProps) {
  const t = useTranslations('unsubscribe');
  const event = useTranslations('notifications.events');
  const hydrated = useHydrated();
  const [isDone, setDone] = useState(false);
  const act = useAction(stop, { onSuccess: () => setDone(true) });
  const { kind } = subscription;
  return (
    <Card className="flex flex-col gap-4">
      <h1 className="text-lg font-semibold">{t(TITLES[kind])}</h1>
      {isDone ? (
        <Banner tone="positive" role="status" title={t('done')}>
          {kind !== 'participant' && t('undo')}
        </Banner>
      ) : (
        <>
          <p>{t(TEXTS[kind], { event: subscription.event ? event(subscription.event) : '' })}</p>
          <Button
            variant="primary"
            className="self-start"
            disabled={!hydrated}
            loading={act.pending}
            onClick={() => act.run({ token })}
          >
            {t('button')}
          </Button>
        </>
      )}
    </Card>
  );
}
