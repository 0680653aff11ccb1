import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Stat } from '@/components/ui/stat';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { CustomerDto } from '@/lib/domain/customers/schema';
import type { WalletDto } from '@/lib/domain/wallet/schema';

/** The customer in one line: the wallet, what they pay, since when. */
export function CustomerFacts({ customer, wallet }: { customer: CustomerDto; wallet: WalletDto }) {
  const t = useTranslations('admin.customers');
  const locale = useLocale();
  const { subscription, paid, customerClass, createdAt } = customer;
  return (
    <Card className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-3 xl:grid-cols-6">
      <Stat label={t('available')} value={formatDecimal(wallet.available, locale)} hint={t('credits')} />
      <Stat label={t('held')} value={formatDecimal(wallet.held, locale)} hint={t('credits')} />
      <Stat
        label={t('tier')}
        value={subscription?.tier ?? t('noTier')}
        hint={
          subscription &&
          t('tierHint', { price: formatMoney(subscription.priceMinor, subscription.currency, locale) })
        }
      />
      <Stat
        label={t('paidInAll')}
        value={
          paid.length === 0
            ? '–'
            : paid.map(({ totalMinor, currency }) => formatMoney(totalMinor, currency, locale)).join(' · ')
        }
        hint={t('purchaseCount', { count: paid.reduce((sum, one) => sum + one.purchases, 0) })}
      />
      <Stat
        label={t('classLabel')}
        value={
          <Chip tone={customerClass === 'vip' ? 'accent' : 'neutral'}>{t(`class.${customerClass}`)}</Chip>
        }
      />
      <Stat label={t('since')} value={<Time at={createdAt} />} hint={customer.timeZone} />
    </Card>
  );
}
