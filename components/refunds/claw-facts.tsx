import { useLocale, useTranslations } from 'next-intl';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { RefundPreviewView } from './types';

/** What a refund takes back, in words; said before it is ordered. */
export function ClawFacts({ preview, currency }: { preview: RefundPreviewView; currency: string }) {
  const t = useTranslations('review.refund.claw');
  const locale = useLocale();
  const { taxMinor, fromOwn, fromOthers, owed } = preview;
  const credits = (amount: string) => formatDecimal(amount, locale);
  const isNothing = [fromOwn, fromOthers, owed].every((amount) => amount === '0');
  return (
    <div className="bg-sunken rounded-md border p-3 text-sm" role="status">
      <p className="font-medium">{t('title')}</p>
      <ul className="text-muted mt-1 flex list-disc flex-col gap-0.5 ps-4">
        {isNothing && <li>{t('nothing')}</li>}
        {fromOwn !== '0' && <li>{t('fromOwn', { credits: credits(fromOwn) })}</li>}
        {fromOthers !== '0' && <li>{t('fromOthers', { credits: credits(fromOthers) })}</li>}
        {owed !== '0' && <li>{t('owed', { credits: credits(owed) })}</li>}
        {taxMinor !== '0' && <li>{t('tax', { amount: formatMoney(taxMinor, currency, locale) })}</li>}
        <li>{t('note')}</li>
      </ul>
    </div>
  );
}
