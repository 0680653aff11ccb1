'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Chip } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { formatDecimal, formatEach, formatMoney } from '@/lib/core/format';
import type { TierOfferDto } from '@/lib/domain/catalog/schema';
import { perMonth, periodAllowance, priceOf, yearlySaving } from './tier-rules';
import type { Interval } from './types';

interface TierCardProps {
  tier: TierOfferDto;
  interval: Interval;
  isCurrent: boolean;
  /** Whether who looks would begin with a trial, where the tier has one. */
  givesTrial: boolean;
  /** What the current subscription turns into: said on the card of that tier. */
  note?: ReactNode;
  /** What can be done with it. */
  children?: ReactNode;
}

export function TierCard({ tier, interval, isCurrent, givesTrial, note, children }: TierCardProps) {
  const t = useTranslations('tiers.card');
  return (
    <li
      className={cn(
        'bg-surface flex min-w-0 flex-col gap-3 rounded-lg border p-4',
        isCurrent && 'border-accent-line',
      )}
    >
      <div className="flex items-start justify-between gap-2">
        <h2 className="text-base font-semibold">{tier.name}</h2>
        {isCurrent && <Chip tone="accent">{t('yours')}</Chip>}
      </div>
      <Price tier={tier} interval={interval} />
      {tier.description && <p className="text-muted text-sm">{tier.description}</p>}
      <Facts tier={tier} interval={interval} givesTrial={givesTrial} />
      {note && <p className="text-sm">{note}</p>}
      {children && <div className="mt-auto flex flex-col gap-2">{children}</div>}
    </li>
  );
}

function Price({ tier, interval }: { tier: TierOfferDto; interval: Interval }) {
  const t = useTranslations('tiers.card');
  const locale = useLocale();
  const price = priceOf(tier, interval);
  if (tier.isFree) return <p className="text-2xl font-semibold">{t('free')}</p>;
  if (!price) return <p className="text-muted text-sm">{t(`no.${interval}`)}</p>;
  const { currency, totalMinor, listMinor } = price;
  const money = (minor: bigint | string) => formatMoney(minor, currency, locale);
  const saving = interval === 'year' ? yearlySaving(tier) : null;
  const credits = Number(periodAllowance(tier.allowance, interval));
  return (
    <div className="figures flex flex-col gap-0.5">
      <p>
        <span className="text-2xl font-semibold">{money(totalMinor)}</span>{' '}
        <span className="text-muted text-sm">{t(`each.${interval}`)}</span>
      </p>
      {interval === 'year' && (
        <p className="text-muted text-sm">{t('perMonth', { price: money(perMonth(price)) })}</p>
      )}
      {credits > 0 && (
        <p className="text-muted text-sm">
          {t('perCredit', { price: formatEach(totalMinor, credits, currency, locale) })}
        </p>
      )}
      {saving && <p className="text-positive text-sm">{t('saves', { amount: money(saving) })}</p>}
      {BigInt(listMinor) > BigInt(totalMinor) && (
        <p className="text-muted text-sm">{t('insteadOf', { price: money(listMinor) })}</p>
      )}
      {price.taxMinor !== '0' && (
        <p className="text-muted text-sm">{t('tax', { tax: money(price.taxMinor) })}</p>
      )}
    </div>
  );
}

type FactsProps = Pick<TierCardProps, 'tier' | 'interval' | 'givesTrial'>;

function Facts({ tier, interval, givesTrial }: FactsProps) {
  const t = useTranslations('tiers.card');
  const locale = useLocale();
  const credits = formatDecimal(periodAllowance(tier.allowance, tier.isFree ? 'month' : interval), locale);
  return (
    <ul className="flex flex-col gap-1 text-sm">
      <li className="figures font-medium">
        {tier.allowance === '0'
          ? t('noCredits')
          : t(tier.isFree ? 'credits.month' : `credits.${interval}`, { credits })}
      </li>
      {tier.rollover !== '0' && (
        <li className="text-muted">{t('rollover', { credits: formatDecimal(tier.rollover, locale) })}</li>
      )}
      {tier.rollover === '0' && tier.allowance !== '0' && <li className="text-muted">{t('expires')}</li>}
      {givesTrial && tier.trialDays > 0 && (
        <li className="text-muted">{t('trial', { days: tier.trialDays })}</li>
      )}
    </ul>
  );
}
