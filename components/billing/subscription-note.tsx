import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';
import { formatMoney } from '@/lib/core/format';
import type { SubscriptionDto } from '@/lib/domain/subscriptions/schema';

interface SubscriptionNoteProps {
  subscription: SubscriptionDto;
  undo: ReactNode;
}

/** The state in words, and what follows at the end of the period. What is missing is said by the page's banner. */
export function SubscriptionNote({ subscription, undo }: SubscriptionNoteProps) {
  const t = useTranslations('billing.subscription.note');
  const { cancelAtPeriodEnd, pending, periodEnd, tierName, awaited } = subscription;
  const date = () => <Time at={periodEnd} />;
  if (cancelAtPeriodEnd)
    return (
      <Banner tone="warning" action={undo}>
        {t.rich('ends', { date, tier: tierName })}
      </Banner>
    );
  if (pending)
    return (
      <Banner tone="info" action={undo}>
        {t.rich('follows', { date, tier: pending.tierName, interval: pending.interval })}
      </Banner>
    );
  if (awaited) return <Awaited subscription={subscription} awaited={awaited} undo={undo} />;
  return <p className="prose-width text-base">{<InWords subscription={subscription} />}</p>;
}

type AwaitedProps = SubscriptionNoteProps & { awaited: NonNullable<SubscriptionDto['awaited']> };

/** An upgrade that was ordered: it waits for its invoice. */
function Awaited({ subscription, awaited, undo }: AwaitedProps) {
  const t = useTranslations('billing.subscription.note');
  const locale = useLocale();
  const amount = formatMoney(awaited.amountMinor, subscription.currency, locale);
  const { tierName: next, invoiceNumber: number, paymentId } = awaited;
  const href = paymentId ? `/billing/payments/${paymentId}` : `/billing/invoices/${number}`;
  return (
    <Banner
      tone="info"
      action={
        <div className="flex flex-wrap gap-2">
          <LinkButton size="sm" variant="primary" href={href}>
            {t('pay', { amount })}
          </LinkButton>
          {undo}
        </div>
      }
    >
      {t('awaited', { next, number, amount, tier: subscription.tierName })}
    </Banner>
  );
}

function InWords({ subscription }: { subscription: SubscriptionDto }) {
  const t = useTranslations('billing.subscription.note');
  const locale = useLocale();
  const { status, isFree, periodEnd, trialEndsAt, resumesAt, nextCharge, currency, tierName, collection } =
    subscription;
  if (isFree) return t.rich('free', { date: () => <Time at={periodEnd} /> });
  switch (status) {
    case 'trialing':
      return t.rich('trialing', {
        date: () => <Time at={trialEndsAt ?? periodEnd} />,
        price: nextCharge ? formatMoney(nextCharge.amountMinor, currency, locale) : '–',
      });
    case 'paused':
      return resumesAt
        ? t.rich('pausedUntil', { date: () => <Time at={resumesAt} /> })
        : t('paused', { tier: tierName });
    case 'active':
      return t.rich(collection === 'invoice' ? 'activeByInvoice' : 'active', {
        date: () => <Time at={periodEnd} />,
      });
    case 'incomplete':
    case 'past_due':
    case 'unpaid':
    case 'cancelled':
      return t.rich(status, { date: () => <Time at={periodEnd} />, tier: tierName });
  }
}
