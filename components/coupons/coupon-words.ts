'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatMoney, formatPercent } from '@/lib/core/format';
import type { CouponDto } from '@/lib/domain/coupons/schema';

/** What a coupon takes off, in words: «20 %, at most $5.00», «€5.00». */
export function useCouponWords(): (coupon: CouponDto) => string {
  const t = useTranslations('admin.coupons');
  const locale = useLocale();
  return ({ percentBps, amountOffMinor, capMinor, currency }) => {
    const money = (minor: string) => formatMoney(minor, currency ?? 'USD', locale);
    if (percentBps === null) return money(amountOffMinor ?? '0');
    const share = formatPercent(percentBps / 10_000, { digits: 2, locale });
    return capMinor === null ? share : t('capped', { share, cap: money(capMinor) });
  };
}
