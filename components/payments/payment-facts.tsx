import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-button';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import { formatMoney, formatNumber } from '@/lib/core/format';
import { ProviderName } from './provider-name';
import type { PaymentRowDto } from '@/lib/domain/payments/schema';

/** The facts of one attempt, with every id that the provider's own pages can be searched by. */
export function PaymentFacts({ payment }: { payment: PaymentRowDto }) {
  const t = useTranslations('review.payment');
  const locale = useLocale();
  const { organisation, paidFor, currency, declineCode, settledAt, providerId, providerPaymentId } = payment;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  const optional = (term: string, text: string | null) =>
    text ? [{ term, detail: <CopyText text={text} /> }] : [];
  return (
    <Card as="section" aria-labelledby="facts-title">
      <CardHeader id="facts-title" title={t('facts')} />
      <DescriptionList
        className="grid gap-x-6 sm:grid-cols-2"
        items={[
          {
            term: t('customer'),
            detail: <TextLink href={`/admin/customers/${organisation.id}`}>{organisation.name}</TextLink>,
          },
          {
            term: t('paidFor'),
            detail: paidFor.href ? <TextLink href={paidFor.href}>{paidFor.label}</TextLink> : paidFor.label,
          },
          { term: t('amount'), detail: money(payment.amountMinor) },
          { term: t('received'), detail: money(payment.receivedMinor) },
          ...(payment.refundedMinor === '0'
            ? []
            : [{ term: t('refunded'), detail: money(payment.refundedMinor) }]),
          { term: t('provider'), detail: <ProviderName code={payment.provider} /> },
          { term: t('started'), detail: <Time at={payment.createdAt} format="datetime" /> },
          ...(settledAt ? [{ term: t('settled'), detail: <Time at={settledAt} format="datetime" /> }] : []),
          { term: t('attempts'), detail: formatNumber(payment.attempts, locale) },
          ...(declineCode ? [{ term: t('decline'), detail: declineCode.replaceAll('_', ' ') }] : []),
          { term: t('reference'), detail: <CopyText text={payment.reference} /> },
          ...optional(t('providerId'), providerId),
          ...optional(t('providerPaymentId'), providerPaymentId),
        ]}
      />
    </Card>
  );
}
