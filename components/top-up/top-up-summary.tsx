import { getLocale, getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { AutoTopUpDto } from '@/lib/domain/top-up/schema';
import { StateChip } from './state-chip';

/** One line for the Credits page: whether packs are bought by themselves, and why not. */
export async function TopUpSummary({ topUp }: { topUp: AutoTopUpDto }) {
  const [t, locale] = await Promise.all([getTranslations('topup'), getLocale()]);
  const { state, reason } = topUp;
  const text = reason
    ? `${t(`reason.${reason}`)} ${t(`advice.${reason}`)}`
    : state === 'watching'
      ? t('status.watching', {
          threshold: formatDecimal(topUp.threshold, locale),
          pack: topUp.packName ?? topUp.packCode,
          price: formatMoney(topUp.agreedMinor, topUp.currency, locale),
        })
      : t(state === 'charging' ? 'status.charging' : 'status.off');
  return (
    <Card as="section" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-col gap-1">
        <h2 className="flex items-center gap-2 text-base font-semibold">
          {t('title')} <StateChip state={state} />
        </h2>
        <p className="text-muted text-sm">{text}</p>
      </div>
      <LinkButton href="/credits/auto-top-up">
        {t(state === 'off' ? 'summary.open' : 'summary.change')}
      </LinkButton>
    </Card>
  );
}
