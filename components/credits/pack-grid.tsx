'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { formatCredits, formatMoney, formatPercent } from '@/lib/core/format';
import type { PackOfferDto } from '@/lib/domain/payments/schema';

type Buy = Action<{ packCode: string; totalMinor: string; returnTo?: string }, { checkoutUrl: string }>;
type Props = { packs: PackOfferDto[]; buy: Buy; mayBuy: boolean; returnTo?: string };

/** The packs side by side. One press opens the provider's payment page. */
export function PackGrid({ packs, buy, mayBuy, returnTo }: Props) {
  const t = useTranslations('credits.packs');
  const { run, pending, failure } = useAction(buy, {
    onSuccess: ({ checkoutUrl }) => window.location.assign(checkoutUrl),
  });
  const best = packs.reduce((most, { savingBps }) => Math.max(most, savingBps), 0);
  return (
    <div className="flex flex-col gap-3">
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      {!mayBuy && <p className="text-muted text-sm">{t('notYours')}</p>}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {packs.map((pack) => (
          <PackCard key={pack.code} pack={pack} isBest={best > 0 && pack.savingBps === best}>
            {mayBuy && (
              <Button
                variant={best > 0 && pack.savingBps === best ? 'primary' : 'secondary'}
                className="mt-auto w-full"
                disabled={pending}
                onClick={() => void run({ packCode: pack.code, totalMinor: pack.totalMinor, returnTo })}
              >
                <BuyWords pack={pack} />
              </Button>
            )}
          </PackCard>
        ))}
      </ul>
      <p aria-live="polite" className="text-muted min-h-5 text-sm">
        {pending ? t('opening') : mayBuy ? t('tax') : null}
      </p>
    </div>
  );
}

function BuyWords({ pack }: { pack: PackOfferDto }) {
  const t = useTranslations('credits.packs');
  const locale = useLocale();
  const credits = formatCredits(pack.creditsMicro, locale);
  return t('buy', { credits, price: formatMoney(pack.totalMinor, pack.currency, locale) });
}

function PackCard({
  pack,
  isBest,
  children,
}: {
  pack: PackOfferDto;
  isBest: boolean;
  children: React.ReactNode;
}) {
  const t = useTranslations('credits.packs');
  const unit = useTranslations('credits')('unit');
  const locale = useLocale();
  const each = perCredit(pack, locale);
  const credits = `${formatCredits(pack.creditsMicro, locale)} ${unit}`;
  return (
    <li className="border-line bg-surface flex flex-col gap-3 rounded-lg border p-4">
      <div className="flex items-start justify-between gap-2">
        <h3 className="text-base font-semibold">{pack.name}</h3>
        {isBest && <Chip tone="accent">{t('best')}</Chip>}
      </div>
      <p className="figures text-2xl font-semibold">
        {formatMoney(pack.totalMinor, pack.currency, locale)}
        {credits !== pack.name && <span className="text-muted block text-sm font-normal">{credits}</span>}
      </p>
      <ul className="text-muted flex flex-col gap-0.5 text-sm">
        {pack.discountMinor !== '0' && (
          <li>{t('classDiscount', { price: formatMoney(pack.priceMinor, pack.currency, locale) })}</li>
        )}
        <li className="figures">{t('perCredit', { price: each })}</li>
        {pack.savingBps > 0 && (
          <li className="text-positive">
            {t('saving', { percent: formatPercent(pack.savingBps / 10_000, { digits: 0, locale }) })}
          </li>
        )}
        <li>{pack.validityDays ? t('expires', { days: pack.validityDays }) : t('never')}</li>
      </ul>
      {children}
    </li>
  );
}

/** Price of one credit with enough decimals to compare: a price tag, never a charged amount. */
function perCredit(pack: PackOfferDto, locale: string): string {
  const each = Number(pack.totalMinor) / (Number(pack.creditsMicro) / 1_000_000);
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency: pack.currency });
  const minorDigits = digits.resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: pack.currency,
    maximumFractionDigits: minorDigits + 2,
  }).format(each / 10 ** minorDigits);
}
