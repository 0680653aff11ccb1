import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { stateOf } from './rules';
import { type PromotionDto, PromotionInput, type PromotionUseDto } from './schema';

const SHOWN = 500;

/** All promotion codes, the newest first. For administrators. */
export async function listPromotions(ctx: Context): Promise<PromotionDto[]> {
  authorise(ctx, 'catalogue:manage');
  const rows = await db.promotionCode.findMany({
    orderBy: [{ createdAt: 'desc' }, { code: 'asc' }],
    take: SHOWN,
  });
  return rows.map(({ creditsMicro, createdAt: _, startsAt, endsAt, ...promotion }) => ({
    ...promotion,
    credits: creditsToDecimal(creditsMicro),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    state: stateOf({ ...promotion, startsAt, endsAt }, ctx.now),
  }));
}

/** Who used a code, the latest first, at most 200. For administrators. */
export async function listPromotionUses(
  ctx: Context,
  input: z.input<typeof PromotionInput>,
): Promise<PromotionUseDto[]> {
  authorise(ctx, 'catalogue:manage');
  const { code } = parse(PromotionInput, input);
  return db.$queryRaw<PromotionUseDto[]>`
    SELECT u."organisationId", o.name AS organisation, p.name AS person,
      to_char(u."usedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
    FROM "PromotionUse" u JOIN "Organisation" o ON o.id = u."organisationId" JOIN "User" p ON p.id = u."usedById"
    WHERE u.code = ${code} ORDER BY u."usedAt" DESC, u."organisationId" LIMIT 200`;
}
