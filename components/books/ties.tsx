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
    const pending = BigInt(tie.pendingMinor ?? 0);
    const isEqual = BigInt(tie.hereMinor) === BigInt(tie.thereMinor) + pending;
    const amounts = {
      here: formatMoney(tie.hereMinor, tie.currency, locale),
      there: formatMoney(tie.thereMinor, tie.currency, locale),
      pending: formatMoney(pending.toString(), tie.currency, locale),
    };
    const key = `${tie.key}${isEqual ? '' : 'Off'}`;
    return {
      ...{ ...tie, isEqual, text: t(key as 'balance', amounts) },
      pending: pending === 0n ? null : t(`${tie.key}Pending` as 'lotsPending', amounts),
    };
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
      {shown.map(
        ({ currency, pending }) =>
          pending && (
            <p key={currency} className="text-muted text-sm">
              {pending}
            </p>
          ),
      )}
    </>
  );
}
