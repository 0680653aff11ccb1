import { useLocale, useTranslations } from 'next-intl';
import { formatDecimal, formatNumber, formatPercent } from '@/lib/core/format';
import type { FactorDto } from '@/lib/domain/support/schema.dto';
import type { Urgency } from '@/lib/domain/support/schema';
import { useCredits } from './use-credits';

interface PriceLinesProps {
  factors: FactorDto[];
  category: string;
  /** Named even when it changes nothing, so that the reader sees that it was counted. */
  urgency: Urgency | null;
  /** Null while something is still to be chosen: then the price so far is a «from». */
  total: string | null;
}

/** A price as it came about: one line a factor, then the total. */
export function PriceLines({ factors, category, urgency, total }: PriceLinesProps) {
  const t = useTranslations('support.price');
  const credits = useCredits();
  const name = useFactorName(category);
  const isNeutral = urgency !== null && !factors.some(({ kind }) => kind === 'urgency');
  const last = factors.at(-1)?.after ?? '0';
  return (
    <dl className="flex flex-col gap-1.5 text-sm">
      {factors.map((factor) => (
        <PriceLine key={`${factor.kind}:${factor.key}`} {...name(factor)} />
      ))}
      {isNeutral && (
        <PriceLine {...name({ kind: 'urgency', key: urgency, bps: 10_000, before: last, after: last })} />
      )}
      <div className="mt-1 flex items-baseline justify-between gap-3 border-t pt-2">
        <dt className="font-medium">{t('total')}</dt>
        <dd className="figures text-base font-semibold">
          {total === null ? t('from', { price: credits(last) }) : credits(total)}
        </dd>
      </div>
    </dl>
  );
}

function PriceLine({ label, share, change }: { label: string; share: string | null; change: string }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-muted min-w-0">
        {label}
        {share && <span className="figures"> {share}</span>}
      </dt>
      <dd className="figures whitespace-nowrap">{change}</dd>
    </div>
  );
}

/** The words of one factor: what it is, its share, and what it adds or takes. */
function useFactorName(category: string) {
  const t = useTranslations('support');
  const locale = useLocale();
  return ({ kind, key, bps, before, after }: FactorDto) => {
    const difference = formatDecimal(minus(after, before), locale);
    const change = kind === 'base' ? formatDecimal(after, locale) : signed(difference);
    if (kind === 'base') return { label: category, share: null, change };
    if (kind === 'urgency') {
      const factor = formatNumber((bps ?? 10_000) / 10_000, locale);
      const urgency = t(`urgency.${key as Urgency}`);
      return { label: t('price.urgency', { urgency }), share: t('price.urgencyFactor', { factor }), change };
    }
    if (kind === 'quote') return { label: t('price.quote'), share: null, change };
    const className = t.has(`price.classes.${key}` as 'price.classes.vip')
      ? t(`price.classes.${key}` as 'price.classes.vip')
      : key;
    const percent = formatPercent((bps ?? 0) / 10_000, { locale });
    return {
      label: t('price.customerClass', { name: className }),
      share: t('price.discount', { percent }),
      change,
    };
  };
}

/** A plus or a true minus before what a factor adds or takes. */
function signed(difference: string): string {
  if (difference === '0') return difference;
  return difference.startsWith('-') ? difference.replace('-', '−') : `+${difference}`;
}

/** Decimals of at most six places fit a double exactly enough to subtract and round again. */
const minus = (a: string, b: string): string => String(Number((Number(a) - Number(b)).toFixed(6)));
