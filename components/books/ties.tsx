import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { formatMoney } from '@/lib/core/format';
import type { Tie } from '@/lib/domain/books/schema';

/** Says, for each currency, whether two ways to the same sum agree; what differs stands out. */
export function Ties({ ties }: { ties: Tie[] }) {
  const t = useTranslations('books.ties');
  const locale = useLocale();
  if (ties.length === 0) return null;
  const shown = ties.map((tie) => {
    const isEqual = tie.hereMinor === tie.thereMinor;
    const amounts = {
      here: formatMoney(tie.hereMinor, tie.currency, locale),
      there: formatMoney(tie.thereMinor, tie.currency, locale),
    };
    return { ...tie, isEqual, text: t(`${tie.key}${isEqual ? '' : 'Off'}` as 'balance', amounts) };
  });
  const broken = shown.filter(({ isEqual }) => !isEqual);
  return (
    <>
      {broken.map(({ key, currency, text }) => (
        <Banner key={key + currency} tone="critical" role="status">
          {text}
        </Banner>
      ))}
      {broken.length < shown.length && (
        <p className="text-muted text-sm">
          {shown
            .filter(({ isEqual }) => isEqual)
            .map(({ text }) => text)
            .join(' ')}
        </p>
      )}
    </>
  );
}
