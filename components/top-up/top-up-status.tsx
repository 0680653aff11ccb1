'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { useAction } from '@/components/ui/form';
import { LinkButton } from '@/components/ui/link-button';
import { Meter } from '@/components/ui/meter';
import { useToast } from '@/components/ui/toast';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { AutoTopUpDto } from '@/lib/domain/top-up/schema';
import { StateChip } from './state-chip';

type Retry = Action<Record<string, never>, unknown>;

/** What the auto top-up does now, why it waits and what to do about it, and what it has charged this month. */
export function TopUpStatus({ topUp, retry }: { topUp: AutoTopUpDto; retry: Retry }) {
  const t = useTranslations('topup.status');
  const locale = useLocale();
  useFollow(topUp);
  const { state, reason, currency } = topUp;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  const text =
    state === 'off' && !topUp.card
      ? t('offNoCard')
      : state === 'off' || state === 'charging'
        ? t(state)
        : t('watching', {
            threshold: formatDecimal(topUp.threshold, locale),
            pack: topUp.packName ?? topUp.packCode,
            price: money(topUp.agreedMinor),
          });
  return (
    <Card>
      <CardHeader title={t('title')} actions={<StateChip state={state} />} />
      <div className="flex flex-col gap-4">
        <p className="text-sm">{text}</p>
        {reason && <Reason topUp={topUp} reason={reason} retry={retry} />}
        <Meter
          label={t('spent')}
          value={Number(topUp.spentMinor)}
          max={Number(topUp.monthlyCapMinor)}
          tone={reason === 'cap_reached' ? 'warning' : 'accent'}
          valueText={t('spentText', { spent: money(topUp.spentMinor), cap: money(topUp.monthlyCapMinor) })}
        />
        <p className="text-muted text-sm">
          {t.rich('resets', { when: () => <Time at={topUp.monthEndsAt} /> })}
        </p>
      </div>
    </Card>
  );
}

const EVERY_MS = 4_000;

/** While it may charge, the page follows what the worker does. */
function useFollow({ state }: AutoTopUpDto): void {
  const router = useRouter();
  const mayMove = state === 'watching' || state === 'charging';
  useEffect(() => {
    if (!mayMove) return;
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [mayMove, router]);
}

type Reason = NonNullable<AutoTopUpDto['reason']>;

const told = ['insufficient_funds', 'expired_card', 'lost_card', 'stolen_card'] as const;
const retried: Reason[] = ['declined', 'authentication_required'];

function Reason({ topUp, reason, retry }: { topUp: AutoTopUpDto; reason: Reason; retry: Retry }) {
  const t = useTranslations('topup');
  const toast = useToast();
  const router = useRouter();
  const { run, pending } = useAction(retry, {
    onSuccess: () => {
      toast({ title: t('retried') });
      router.refresh();
    },
  });
  const { declineCode, nextTryAt, state } = topUp;
  const code = told.find((known) => known === declineCode) ?? 'generic';
  return (
    <Banner tone={state === 'paused' ? 'critical' : 'warning'} title={t(`reason.${reason}`)}>
      <div className="flex flex-col gap-3">
        <p>
          {declineCode && `${t(`decline.${code}`)} `}
          {t(`advice.${reason}`)}{' '}
          {nextTryAt && t.rich('status.nextTry', { when: () => <Time at={nextTryAt} format="datetime" /> })}
        </p>
        {retried.includes(reason) && (
          <div className="flex flex-wrap gap-2">
            {reason === 'authentication_required' && (
              <LinkButton href="/credits" size="sm" variant="primary">
                {t('payByHand')}
              </LinkButton>
            )}
            <Button size="sm" loading={pending} onClick={() => run({})}>
              {t('retry')}
            </Button>
          </div>
        )}
      </div>
    </Banner>
  );
}
