import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { CopyText } from '@/components/ui/copy-button';
import { DescriptionList } from '@/components/ui/description-list';
import { formatDecimal, formatMoney, formatPercent } from '@/lib/core/format';
import type { PurchaseDto } from '@/lib/domain/payments/schema';

export function PurchaseFacts({ purchase }: { purchase: PurchaseDto }) {
  const t = useTranslations('credits.purchase');
  const by = useTranslations('billing.byItself');
  const locale = useLocale();
  const money = (minor: string) => formatMoney(minor, purchase.currency, locale);
  const factors = useFactorLines(purchase);
  return (
    <DescriptionList
      items={[
        { term: t('pack'), detail: purchase.packName },
        { term: t('credits'), detail: formatDecimal(purchase.credits, locale) },
        ...(factors.length > 0 ? [{ term: t('list'), detail: money(purchase.listPriceMinor) }] : []),
        ...factors,
        { term: t(purchase.state === 'paid' ? 'total' : 'toPay'), detail: money(purchase.totalMinor) },
        { term: t('buyer'), detail: purchase.buyer ?? by(purchase.origin) },
        { term: t('started'), detail: <Time at={purchase.createdAt} format="datetime" /> },
        ...(purchase.paidAt
          ? [{ term: t('paidAt'), detail: <Time at={purchase.paidAt} format="datetime" /> }]
          : []),
        { term: t('number'), detail: <CopyText text={purchase.id} /> },
      ]}
    />
  );
}

/** Each discount and the tax with what it came to, as it was when the price was made. */
function useFactorLines({ factors, currency, taxMinor }: PurchaseDto) {
  const t = useTranslations('credits.purchase');
  const locale = useLocale();
  const money = (minor: bigint) => formatMoney(minor.toString(), currency, locale);
  return factors.flatMap(({ kind, key, bps, before, after }) => {
    const percent = bps === null ? '' : formatPercent(bps / 10_000, { digits: 2, locale });
    const off = `−${money(BigInt(before) - BigInt(after))}`;
    switch (kind) {
      case 'coupon':
        return [{ term: t('factor.coupon', { code: key }), detail: off }];
      case 'pack_volume':
      case 'customer_class':
        return [{ term: t(`factor.${kind}`, { percent }), detail: off }];
      case 'tax':
        // Where the list price contains it, it changes nothing: it is only told.
        return [
          { term: before === after ? t('taxIn', { name: key }) : key, detail: money(BigInt(taxMinor)) },
        ];
      case 'base':
      case 'urgency':
      case 'quote':
        return [];
    }
  });
}
