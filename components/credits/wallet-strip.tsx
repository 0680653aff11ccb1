import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatDecimal } from '@/lib/core/format';
import type { WalletDto } from '@/lib/domain/wallet/schema';

export function WalletStrip({ wallet }: { wallet: WalletDto }) {
  const t = useTranslations('credits');
  const locale = useLocale();
  return (
    <Card className="flex flex-wrap gap-x-12 gap-y-4">
      <Stat big label={t('available')} value={formatDecimal(wallet.available, locale)} hint={t('unit')} />
      <Stat label={t('held')} value={formatDecimal(wallet.held, locale)} />
      <Stat label={t('balance')} value={formatDecimal(wallet.balance, locale)} />
    </Card>
  );
}
