import { useLocale, useTranslations } from 'next-intl';
import { formatDecimal } from '@/lib/core/format';
import type { GrantedCreditsDto } from '@/lib/domain/refunds/schema';
import { clawOf } from './claw-rules';

interface ClawFactsProps {
  credits: GrantedCreditsDto | null;
  receivedMinor: string;
  leftMinor: string;
  amountMinor: bigint;
}

/** What a refund takes back, in words; said before it is ordered. */
export function ClawFacts({ credits, receivedMinor, leftMinor, amountMinor }: ClawFactsProps) {
  const t = useTranslations('review.refund.claw');
  const locale = useLocale();
  const received = BigInt(receivedMinor);
  const claw =
    credits &&
    clawOf(credits, { receivedMinor: received, refundedMinor: received - BigInt(leftMinor), amountMinor });
  const hasNone = !claw || (claw.own === '0' && claw.rest === '0');
  return (
    <div className="bg-sunken rounded-md border p-3 text-sm" role="status">
      <p className="font-medium">{t('title')}</p>
      <ul className="text-muted mt-1 flex list-disc flex-col gap-0.5 ps-4">
        {hasNone && <li>{t('nothing')}</li>}
        {claw && claw.own !== '0' && <li>{t('own', { credits: formatDecimal(claw.own, locale) })}</li>}
        {claw && claw.rest !== '0' && <li>{t('rest', { credits: formatDecimal(claw.rest, locale) })}</li>}
        <li>{t('note')}</li>
      </ul>
    </div>
  );
}
