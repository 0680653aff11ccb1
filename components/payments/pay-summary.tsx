import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/lib/core/format';
import { DescriptionList } from '@/components/ui/description-list';
import type { PayPageDto } from '@/lib/domain/payments/schema';
import { ProviderName } from './provider-name';

/** What is asked, what came, and what is still due or too much. */
export function PaySummary({ payment }: { payment: PayPageDto }) {
  const t = useTranslations('payments.page');
  const locale = useLocale();
  const { amountMinor, receivedMinor, dueMinor, currency, status, paidFor } = payment;
  const money = (minor: bigint | string) => formatMoney(minor, currency, locale);
  const over = BigInt(receivedMinor) - BigInt(amountMinor);
  return (
    <DescriptionList
      className="grid grid-cols-2 gap-4 sm:grid-cols-4"
      items={[
        { term: t(`for.${paidFor.kind}`), detail: paidFor.label },
        { term: t('by'), detail: <ProviderName code={payment.provider} /> },
        { term: t('amount'), detail: money(amountMinor) },
        ...(receivedMinor === '0' ? [] : [{ term: t('received'), detail: money(receivedMinor) }]),
        ...(dueMinor !== '0' && receivedMinor !== '0' && status !== 'succeeded'
          ? [{ term: t('due'), detail: <strong>{money(dueMinor)}</strong> }]
          : []),
        ...(over > 0n ? [{ term: t('over'), detail: money(over) }] : []),
      ]}
    />
  );
}
