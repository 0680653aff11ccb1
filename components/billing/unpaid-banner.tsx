'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { z } from 'zod';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { LinkButton } from '@/components/ui/link-button';
import { formatMoney } from '@/lib/core/format';
import type { OpenPortalInput } from '@/lib/domain/subscriptions/schema';
import type { Unpaid } from './unpaid-of';

export type OpenPortal = Action<z.input<typeof OpenPortalInput>, { url: string }>;

interface UnpaidBannerProps {
  unpaid: Unpaid;
  mayManage: boolean;
  openPortal: OpenPortal;
}

/** A tier whose payment is missing, on every page: since when, what follows when, and the way out. */
export function UnpaidBanner({ unpaid, mayManage, openPortal }: UnpaidBannerProps) {
  const t = useTranslations('billing.unpaid');
  const locale = useLocale();
  const { tierName, currency, amountMinor, restrictedSince, restrictsAt, nextRetryAt } = unpaid;
  const values = { tier: tierName, amount: formatMoney(amountMinor, currency, locale) };
  return (
    <Banner
      tone={restrictedSince ? 'critical' : 'warning'}
      title={t(restrictedSince ? 'restrictedTitle' : 'title', values)}
      action={mayManage && <WayOut unpaid={unpaid} openPortal={openPortal} />}
    >
      {restrictedSince
        ? t('restricted')
        : restrictsAt
          ? t.rich('restricts', { date: () => <Time at={restrictsAt} /> })
          : t('stillOn')}{' '}
      {nextRetryAt && t.rich('retry', { date: () => <Time at={nextRetryAt} /> })} {!mayManage && t('ask')}
    </Banner>
  );
}

function WayOut({ unpaid, openPortal }: Pick<UnpaidBannerProps, 'unpaid' | 'openPortal'>) {
  const t = useTranslations('billing.unpaid');
  const { run, pending } = useAction(openPortal, { onSuccess: ({ url }) => window.location.assign(url) });
  if (unpaid.openPaymentId)
    return (
      <LinkButton size="sm" variant="primary" href={`/billing/payments/${unpaid.openPaymentId}`}>
        {t('pay')}
      </LinkButton>
    );
  if (unpaid.collection !== 'stripe') return null;
  return (
    <Button size="sm" variant="primary" loading={pending} onClick={() => run({ purpose: 'card' })}>
      {t('updateCard')}
    </Button>
  );
}
