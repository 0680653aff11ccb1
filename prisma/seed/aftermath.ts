import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { moneyToDecimal } from '@/lib/core/money';
import { DAY_MS, dayIn } from '@/lib/core/time';
import { recordDispute } from '@/lib/domain/disputes/record-dispute';
import { listOffers } from '@/lib/domain/payments/list-offers';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { acceptProof } from '@/lib/domain/proofs/accept-proof';
import { submitProof } from '@/lib/domain/proofs/submit-proof';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import type { Acting } from './acting';
import { proofFile } from './proof-file';

/** What the last evening of the story left for finance: by the verbs themselves, as people would have done it. */
export async function tellAftermath(people: Acting): Promise<void> {
  const of = (domain: string) => people.owner(domain);
  const finance = people.clerk('finance');
  await sendTransfer(of('redkite'), 'pack-500', 100n);
  const part = await sendTransfer(of('copperfield'), 'pack-1000', 60n);
  await acceptProof(finance, part);
  await acceptProof(finance, await sendTransfer(of('wren'), 'pack-250', 110n));
  await refundTier(finance, of('kestrel'));
  await disputeWallet(finance, of('sable'));
}

/** A transfer of so many per cent of a pack, with its proof; answers what finance needs to accept it. */
async function sendTransfer(owner: Context, packCode: string, percent: bigint) {
  const offer = (await listOffers(owner)).find(({ code }) => code === packCode);
  if (!offer) throw new Error(`${packCode} is not on the shelf`);
  const { totalMinor } = offer;
  const { paymentId } = await startCheckout(owner, { packCode, totalMinor, provider: 'bank_transfer' });
  const { reference, currency } = await db.payment.findFirstOrThrow({ where: { id: paymentId } });
  const amount = moneyToDecimal((BigInt(totalMinor) * percent) / 100n, currency);
  const on = dayIn(new Date(owner.now.getTime() - DAY_MS));
  const bytes = proofFile([
    'Transfer executed',
    `${amount} ${currency}`,
    `Reference ${reference}`,
    `Date ${on}`,
  ]);
  const { proofId } = await submitProof(owner, {
    paymentId,
    fileName: 'transfer.pdf',
    amount,
    on,
    reference,
    bytes,
  });
  return { proofId, amount, on };
}

/** Half of a month that was paid by transfer goes back by hand. */
async function refundTier(finance: Context, { organisationId }: Context): Promise<void> {
  const payment = await db.payment.findFirst({
    where: { organisationId, provider: 'bank_transfer', status: 'succeeded' },
    orderBy: { createdAt: 'desc' },
  });
  if (!payment) throw new Error('nothing was paid by transfer');
  const amountMinor = (payment.receivedMinor / 2n).toString();
  await requestRefund(finance, {
    paymentId: payment.id,
    amountMinor,
    reason: 'Two weeks without service',
    isByHand: true,
  });
}

/** A wallet's owner says that it was not he who paid. */
async function disputeWallet(finance: Context, { organisationId }: Context): Promise<void> {
  const payment = await db.payment.findFirst({
    where: { organisationId, provider: 'paymob', status: 'succeeded', purchaseId: { not: null } },
    orderBy: { createdAt: 'desc' },
  });
  if (!payment) throw new Error('nothing was paid through Paymob');
  await recordDispute(finance, {
    paymentId: payment.id,
    reason: 'Payer does not recognise it',
    theirId: 'CB-20418',
  });
}
