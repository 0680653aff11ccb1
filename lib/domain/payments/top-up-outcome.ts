import type { Context } from '@/lib/core/context';
import type { AutoTopUpModel, PurchaseModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { readPayers } from './payers';
import { type PauseReason, type Rest, afterDecline } from './top-up-rules';

/** A charge went through: whatever stood in the way before is over. */
export async function recordSuccess(tx: Tx, ctx: Context, organisationId: string): Promise<void> {
  await tx.autoTopUp.updateMany({
    where: { organisationId },
    data: { status: 'active', pausedReason: null, failures: 0, nextTryAt: null, updatedAt: ctx.now },
  });
}

/** A charge was declined: rests, or pauses until somebody acts, and tells those who look after the money. */
export async function recordDecline(
  tx: Tx,
  ctx: Context,
  purchase: PurchaseModel,
  decline: { code: string; advice: string | null },
): Promise<void> {
  const { organisationId } = purchase;
  const topUp = await tx.autoTopUp.findUnique({ where: { organisationId } });
  if (!topUp) return;
  const rest = afterDecline(decline, topUp.failures, ctx.now);
  await restTopUp(tx, ctx, topUp, rest, {
    key: purchase.id,
    packName: purchase.packName,
    amountMinor: purchase.totalMinor,
    currency: purchase.currency,
  });
}

/** Writes why an auto top-up waits, and one mail to each owner and billing contact; `about.key` names the occasion. */
export async function restTopUp(
  tx: Tx,
  ctx: Context,
  topUp: AutoTopUpModel,
  rest: Omit<Rest, 'nextTryAt' | 'failures'> & { failures?: number; nextTryAt: Date | null },
  about: { key: string; packName: string; amountMinor: bigint; currency: string },
): Promise<void> {
  const { organisationId } = topUp;
  await tx.autoTopUp.update({ where: { organisationId }, data: { ...rest, updatedAt: ctx.now } });
  const { name } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { name: true },
  });
  for (const { id, email } of await readPayers(tx, organisationId))
    await enqueueEmail(tx, {
      key: `top-up:${rest.pausedReason}:${about.key}:${id}`,
      to: email,
      template: 'top-up-stopped',
      props: {
        organisation: name,
        reason: rest.pausedReason,
        packName: about.packName,
        amountMinor: about.amountMinor.toString(),
        currency: about.currency,
        nextTryAt: rest.nextTryAt?.toISOString() ?? null,
        url: `${env.APP_URL}${whereToAct(rest.pausedReason)}`,
      },
    });
}

/** A bank that wants its customer there is paid by hand; everything else is mended in the settings. */
const whereToAct = (reason: PauseReason) =>
  reason === 'authentication_required' ? '/credits' : '/credits/auto-top-up';
