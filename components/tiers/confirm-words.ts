'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatDate, formatMoney } from '@/lib/core/format';
import type { Move } from './tier-rules';
import type { ChangePreviewDto } from '@/lib/domain/subscriptions/schema';

/** What the button of a change says: what happens, and what is paid for it now. */
export function useConfirmWords() {
  const t = useTranslations('tiers.dialog.confirm');
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (move: Move, tier: string, preview: ChangePreviewDto): string => {
    const price = formatMoney(preview.dueNowMinor, preview.currency, locale);
    const date = formatDate(preview.startsAt, locale, timeZone);
    if (move === 'downgrade') return t('later', { tier, date });
    if (move === 'start' && preview.trialEndsAt) return t('trial', { tier });
    if (BigInt(preview.dueNowMinor) <= 0n) return t('nothing', { tier });
    if (move === 'start') return t('start', { tier, price });
    return t(preview.isByInvoice ? 'order' : 'pay', { tier, price });
  };
}
