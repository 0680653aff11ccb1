import { RedeemDialog } from '@/components/promotions/redeem-dialog';
import { TransferDialog } from '@/components/transfers/transfer-dialog';
import { type Context, can } from '@/lib/core/context';
import { getTransferOffer } from '@/lib/domain/transfers/get-transfer-offer';
import { redeem, transfer } from './extras-actions';

/** What else can be done with credits, for the head of the Credits page: redeem a code, and move them. */
export async function CreditsExtras({ ctx }: { ctx: Context }) {
  const offer = can(ctx, 'credits:transfer') ? await getTransferOffer(ctx) : null;
  return (
    <>
      {can(ctx, 'credits:buy') && <RedeemDialog redeem={redeem} />}
      {offer && offer.targets.length > 0 && <TransferDialog offer={offer} transfer={transfer} />}
    </>
  );
}
