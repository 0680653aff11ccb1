import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-button';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { DisputeDetailDto } from '@/lib/domain/disputes/schema';

export function DisputeFacts({ dispute }: { dispute: DisputeDetailDto }) {
  const t = useTranslations('review.dispute');
  const locale = useLocale();
  const { organisation, organisationId, currency, feeMinor, clawed, evidenceDueAt } = dispute;
  return (
    <Card as="section" aria-labelledby="facts-title">
      <CardHeader id="facts-title" title={t('facts')} />
      <DescriptionList
        className="grid grid-cols-2 gap-x-6 xl:grid-cols-1"
        items={[
          {
            term: t('customer'),
            detail: <TextLink href={`/admin/customers/${organisationId}`}>{organisation}</TextLink>,
          },
          {
            term: t('payment'),
            detail: <TextLink href={`/finance/payments/${dispute.paymentId}`}>{t('toPayment')}</TextLink>,
          },
          { term: t('amount'), detail: formatMoney(dispute.amountMinor, currency, locale) },
          ...(feeMinor === '0' ? [] : [{ term: t('fee'), detail: formatMoney(feeMinor, currency, locale) }]),
          { term: t('reason'), detail: dispute.reason.replaceAll('_', ' ') },
          { term: t('frozen'), detail: <Frozen dispute={dispute} /> },
          ...(clawed === '0'
            ? []
            : [{ term: t('clawed'), detail: t('credits', { credits: formatDecimal(clawed, locale) }) }]),
          ...(evidenceDueAt
            ? [{ term: t('due'), detail: <Time at={evidenceDueAt} format="datetime" /> }]
            : []),
          { term: t('providerId'), detail: <CopyText text={dispute.providerDisputeId} /> },
        ]}
      />
    </Card>
  );
}

/** How much of how much could be frozen; the rest had been used before. */
function Frozen({ dispute: { frozen, share } }: { dispute: DisputeDetailDto }) {
  const t = useTranslations('review.dispute');
  const locale = useLocale();
  const shown = formatDecimal(frozen, locale);
  if (share === null || share === frozen) return t('credits', { credits: shown });
  return (
    <>
      {t('frozenOf', { frozen: shown, share: formatDecimal(share, locale) })}
      <span className="text-muted block">{t('frozenHint')}</span>
    </>
  );
}
