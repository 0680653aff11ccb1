import { useLocale, useTranslations } from 'next-intl';
import { formatDecimal } from '@/lib/core/format';
import type { RefundTermsDto } from '@/lib/domain/refunds/schema';
import { clawOf, soldOf } from './claw-rules';

/** What a refund takes back and which document it gets, in words; said before it is ordered. */
export function ClawFacts({ terms, amountMinor }: { terms: RefundTermsDto; amountMinor: bigint }) {
  const t = useTranslations('review.refund.claw');
  const locale = useLocale();
  const { credits, paidMinor, takenMinor, hasInvoice } = terms;
  const soldMinor = soldOf(terms, amountMinor);
  const claw =
    credits && clawOf(credits, { paidMinor: BigInt(paidMinor), takenMinor: BigInt(takenMinor), soldMinor });
  const document = soldMinor === 0n ? 'noSale' : hasInvoice ? 'note' : 'noInvoice';
  const hasNone = !claw || (claw.own === '0' && claw.rest === '0');
  return (
    <div className="bg-sunken rounded-md border p-3 text-sm" role="status">
      <p className="font-medium">{t('title')}</p>
      <ul className="text-muted mt-1 flex list-disc flex-col gap-0.5 ps-4">
        {hasNone && <li>{t(credits ? 'untouched' : 'nothing')}</li>}
        {claw && claw.own !== '0' && <li>{t('own', { credits: formatDecimal(claw.own, locale) })}</li>}
        {claw && claw.rest !== '0' && <li>{t('rest', { credits: formatDecimal(claw.rest, locale) })}</li>}
        <li>{t(document)}</li>
      </ul>
    </div>
  );
}
