'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { BuyerDialog, type BuyerQuestion } from '@/components/billing-details/buyer-dialog';
import { Time } from '@/components/frame/time';
import { Button } from '@/components/ui/button';
import { formatPercent } from '@/lib/core/format';
import type { TierOfferDto } from '@/lib/domain/catalog/schema';
import { ChangeDialog, type ChangeActions } from './change-dialog';
import { IntervalSwitch } from './interval-switch';
import { LeaveDialog } from './leave-dialog';
import { TierCard } from './tier-card';
import { type Move, bestSavingBps, moveTo, priceOf } from './tier-rules';
import type { Interval } from './types';

/** What is subscribed now, as far as comparing needs it. */
export type OwnTier = {
  tierCode: string;
  tierName: string;
  interval: Interval;
  isFree: boolean;
  /** What a month of it comes to. */
  monthlyMinor: string;
  periodEnd: string;
  /** What follows at the end of the period, if it was asked for. */
  pendingTierCode: string | null;
  /** It was cancelled, and the free tier follows. */
  endsWithPeriod: boolean;
};

interface TierComparisonProps {
  tiers: TierOfferDto[];
  own: OwnTier | null;
  mayManage: boolean;
  /** Whether a first tier would begin with its trial. */
  givesTrial: boolean;
  /** Nothing can be changed while a payment is missing or the tier is paused; the page says why. */
  isBlocked: boolean;
  /** Asked before the first tier that is paid for; null: it is known. */
  question: BuyerQuestion;
  actions: ChangeActions & { cancel: Parameters<typeof LeaveDialog>[0]['cancel'] };
}

/** The tiers side by side, by month or by year. */
export function TierComparison({
  tiers,
  own,
  mayManage,
  givesTrial,
  isBlocked,
  question,
  actions,
}: TierComparisonProps) {
  const t = useTranslations('tiers');
  const locale = useLocale();
  const [interval, setInterval] = useState<Interval>(own && !own.isFree ? own.interval : 'month');
  const best = bestSavingBps(tiers);
  const hasYears = tiers.some((tier) => priceOf(tier, 'year'));
  const saving =
    best === null
      ? undefined
      : t('interval.saving', { percent: formatPercent(best / 10_000, { digits: 0, locale }) });
  return (
    <div className="flex flex-col gap-4">
      {hasYears && <IntervalSwitch value={interval} onChange={setInterval} saving={saving} />}
      {mayManage && question && <p className="text-muted text-sm">{t('taxLater')}</p>}
      {!mayManage && <p className="text-muted text-sm">{t('notYours')}</p>}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {tiers.map((tier) => {
          const isCurrent = own?.tierCode === tier.code;
          const follows = own && (own.endsWithPeriod ? tier.isFree : own.pendingTierCode === tier.code);
          const move = moveTo(own && { ...own, monthlyMinor: BigInt(own.monthlyMinor) }, tier, interval);
          return (
            <TierCard
              key={tier.code}
              tier={tier}
              interval={interval}
              isCurrent={isCurrent}
              givesTrial={givesTrial}
              note={follows && t.rich('card.follows', { date: () => <Time at={own.periodEnd} /> })}
            >
              {mayManage && !isBlocked && !follows && (
                <Choose tier={tier} interval={interval} {...{ move, own, actions, question }} />
              )}
            </TierCard>
          );
        })}
      </ul>
    </div>
  );
}

type ChooseProps = Pick<TierComparisonProps, 'own' | 'actions' | 'question'> & {
  tier: TierOfferDto;
  interval: Interval;
  move: Move;
};

function Choose({ tier, interval, move, own, question, actions }: ChooseProps) {
  const t = useTranslations('tiers.choose');
  if (move === 'current' || (!tier.isFree && !priceOf(tier, interval))) return null;
  const isGain = move === 'start' || move === 'upgrade';
  const trigger = (
    <Button variant={isGain ? 'primary' : 'secondary'} className="w-full">
      {t(move, { tier: tier.name, interval })}
    </Button>
  );
  if (move === 'leave')
    return own && <LeaveDialog {...own} trigger={trigger} nextTierName={tier.name} cancel={actions.cancel} />;
  if (question && move === 'start') return <BuyerDialog question={question} trigger={trigger} />;
  return (
    <ChangeDialog
      trigger={trigger}
      choice={{ tierCode: tier.code, interval }}
      tierName={tier.name}
      move={move}
      actions={actions}
    />
  );
}
