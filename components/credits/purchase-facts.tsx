import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { CopyText } from '@/components/ui/copy-button';
import { DescriptionList } from '@/components/ui/description-list';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { PurchaseDto } from '@/lib/domain/payments/schema';

export function PurchaseFacts({ purchase }: { purchase: PurchaseDto }) {
  const t = useTranslations('credits.purchase');
  const by = useTranslations('billing.byItself');
  const locale = useLocale();
  const money = (minor: string) => formatMoney(minor, purchase.currency, locale);
  const discount =
    purchase.discountMinor === '0'
      ? []
      : [
          { term: t('list'), detail: money(purchase.listPriceMinor) },
          { term: t('discount'), detail: `−${money(purchase.discountMinor)}` },
        ];
  return (
    <DescriptionList
      items={[
        { term: t('pack'), detail: purchase.packName },
        { term: t('credits'), detail: formatDecimal(purchase.credits, locale) },
        ...discount,
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
