'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Chip } from '@/components/ui/chip';
import { formatCredits, formatEach, formatMoney, formatPercent } from '@/lib/core/format';
import type { PackOfferDto } from '@/lib/domain/payments/schema';

type Props = { pack: PackOfferDto; isBest: boolean; children: ReactNode };

/** A pack with what it costs this organisation, every factor of that as a line, and what a credit comes to. */
export function PackCard({ pack, isBest, children }: Props) {
  const t = useTranslations('credits.packs');
  const unit = useTranslations('credits')('unit');
  const locale = useLocale();
  const count = Number(pack.creditsMicro) / 1_000_000;
  const each = formatEach(pack.totalMinor, count, pack.currency, locale);
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
        <Factors pack={pack} />
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

function Factors({ pack }: { pack: PackOfferDto }) {
  const t = useTranslations('credits.packs');
  const locale = useLocale();
  const { currency, taxMinor, taxName, isTaxIncluded, factors } = pack;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  const discounts = factors.flatMap(({ kind, key, bps, before, after }) => {
    const percent = formatPercent((bps ?? 0) / 10_000, { digits: 2, locale });
    const amount = money((BigInt(before) - BigInt(after)).toString());
    if (kind === 'coupon') return [t('factor.coupon', { amount, code: key })];
    return kind === 'pack_volume' || kind === 'customer_class' ? [t(`factor.${kind}`, { percent })] : [];
  });
  return (
    <>
      {discounts.length > 0 && <li>{t('list', { price: money(pack.priceMinor) })}</li>}
      {discounts.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {taxMinor !== '0' && (
        <li>{t(isTaxIncluded ? 'taxIn' : 'taxAdded', { tax: money(taxMinor), name: taxName })}</li>
      )}
      {taxMinor === '0' && taxName !== '' && <li>{t('noTax', { name: taxName })}</li>}
    </>
  );
}
