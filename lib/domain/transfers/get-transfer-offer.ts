import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import type { TransferOfferDto } from './schema';

/** The caller's other organisations and the credits that can be moved there. */
export async function getTransferOffer(ctx: Context): Promise<TransferOfferDto> {
  authorise(ctx, 'credits:transfer');
  const organisationId = tenant(ctx);
  const [others, rows] = await Promise.all([
    db.member.findMany({
      where: { userId: caller(ctx), role: 'owner', organisationId: { not: organisationId } },
      select: { organisation: { select: { id: true, name: true } } },
      orderBy: [{ organisation: { name: 'asc' } }, { organisationId: 'asc' }],
    }),
    db.$queryRaw<{ micro: bigint }[]>`
      SELECT wallet_transferable(${organisationId}, ${ctx.now.toISOString()}::timestamptz) AS micro`,
  ]);
  const targets = others.map(({ organisation }) => organisation);
  return { targets, transferable: creditsToDecimal(rows[0]?.micro ?? 0n) };
}
