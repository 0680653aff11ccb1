import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Meter } from '@/components/ui/meter';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import { SubscriptionChip } from './subscription-chip';
import { SubscriptionNote } from './subscription-note';
import type { SubscriptionDto } from '@/lib/domain/subscriptions/schema';

interface SubscriptionCardProps {
  subscription: SubscriptionDto;
  /** What can be done with it. */
  actions: ReactNode;
  /** Takes back what was asked for at the end of the period. */
  undo: ReactNode;
}

/** The tier: what it is, what it brought this period, what it costs next and what follows. */
export function SubscriptionCard({ subscription, actions, undo }: SubscriptionCardProps) {
  const t = useTranslations('billing.subscription');
  const locale = useLocale();
  const { tierName, status, allowance, isFree } = subscription;
  return (
    <Card as="section" aria-labelledby="tier-title" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-0.5">
          <p className="text-muted text-sm">{t('title')}</p>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 id="tier-title" className="text-xl font-semibold">
              {tierName}
            </h2>
            {!isFree && <SubscriptionChip state={status} />}
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">{actions}</div>
      </div>
      <SubscriptionNote subscription={subscription} undo={undo} />
      {allowance && allowance.total !== '0' ? (
        <div className="flex flex-col gap-1">
          <Meter
            label={t('allowance')}
            value={Number(allowance.used)}
            max={Number(allowance.total)}
            thresholds={[0.75, 0.9]}
            valueText={t('allowanceValue', {
              used: formatDecimal(allowance.used, locale),
              total: formatDecimal(allowance.total, locale),
            })}
          />
        </div>
      ) : (
        <p className="text-muted text-sm">{t('noAllowance')}</p>
      )}
      <Facts subscription={subscription} />
    </Card>
  );
}

function Facts({ subscription }: { subscription: SubscriptionDto }) {
  const t = useTranslations('billing.subscription');
  const locale = useLocale();
  const { isFree, interval, currency, priceMinor, discountMinor, discountEndsAt, nextCharge } = subscription;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  const discount = {
    term: t('discount'),
    detail: discountEndsAt
      ? t.rich('discountUntil', { amount: money(discountMinor), date: () => <Time at={discountEndsAt} /> })
      : t('discountAlways', { amount: money(discountMinor) }),
  };
  return (
    <DescriptionList
      className="grid grid-cols-2 gap-4 lg:grid-cols-4"
      items={[
        {
          term: t('price'),
          detail: isFree ? t('free') : t(`each.${interval}`, { price: money(priceMinor) }),
        },
        ...(discountMinor === '0' ? [] : [discount]),
        {
          term: t('period'),
          detail: (
            <>
              <Time at={subscription.periodStart} /> – <Time at={subscription.periodEnd} />
            </>
          ),
        },
        {
          term: t('nextCharge'),
          detail: nextCharge
            ? t.rich('nextChargeOn', {
                price: money(nextCharge.amountMinor),
                date: () => <Time at={nextCharge.at} />,
              })
            : t('noCharge'),
        },
      ]}
    />
  );
}
