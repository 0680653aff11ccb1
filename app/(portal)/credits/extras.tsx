import { getTranslations } from 'next-intl/server';
import { RedeemDialog } from '@/components/promotions/redeem-dialog';
import { TransferDialog } from '@/components/transfers/transfer-dialog';
import { LinkButton } from '@/components/ui/link-button';
import { type Context, can } from '@/lib/core/context';
import { getTransferOffer } from '@/lib/domain/transfers/get-transfer-offer';
import { redeem, transfer } from './extras-actions';

/** What else can be done with credits, for the head of the Credits page: prices, codes, and moving them. */
export async function CreditsExtras({ ctx }: { ctx: Context }) {
  const [t, offer] = await Promise.all([
    getTranslations('prices'),
    can(ctx, 'credits:transfer') ? getTransferOffer(ctx) : null,
  ]);
  return (
    <>
      <LinkButton href="/credits/prices">{t('title')}</LinkButton>
      {can(ctx, 'credits:buy') && <RedeemDialog redeem={redeem} />}
      {offer && offer.targets.length > 0 && <TransferDialog offer={offer} transfer={transfer} />}
    </>
  );
}
