import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { formatDecimal, formatNumber } from '@/lib/core/format';
import type { ServicePriceDto } from '@/lib/domain/catalog/schema';

/** What a service cost and from when on, the present price first. */
export function PriceHistory({ prices, unit }: { prices: ServicePriceDto[]; unit: string }) {
  const t = useTranslations('admin.catalogue');
  const locale = useLocale();
  return (
    <section aria-labelledby="price-history" className="border-line mt-5 border-t pt-4">
      <h3 id="price-history" className="text-sm font-semibold">
        {t('history.title')}
      </h3>
      <ul className="mt-2 flex flex-col gap-1 text-sm">
        {prices.map(({ validFrom, price, perUnits, rounding }) => (
          <li key={validFrom} className="flex flex-wrap justify-between gap-x-4">
            <span className="figures">
              {t('history.price', {
                ...{ price: formatDecimal(price, locale), count: Number(price) },
                ...{ per: perUnits, units: formatNumber(perUnits, locale), unit },
              })}
            </span>
            <span className="text-muted">
              {t(`rounding.${rounding}`)} · <Time at={validFrom} format="datetime" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
