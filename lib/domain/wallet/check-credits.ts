import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { postDue } from './expire-credits';
import { accepted } from './internal';
import { type CheckDto, CheckCreditsInput } from './schema';

type Row = {
  status: 'ok' | 'unknown_service' | 'inactive_service' | 'too_large';
  cost: bigint;
  available: bigint;
  mode: string;
};

/**
 * What so many units would cost now and whether they would be let through. It promises nothing: only a hold does.
 * Errors: `invalid` (unknownService, inactiveService, quantityTooLarge).
 */
export async function checkCredits(
  ctx: Context,
  input: z.input<typeof CheckCreditsInput>,
): Promise<z.output<typeof CheckDto>> {
  authorise(ctx, 'credits:read');
  const { service, quantity } = parse(CheckCreditsInput, input);
  await postDue(db, tenant(ctx), ctx.now);
  const command = JSON.stringify({ serviceCode: service, quantity });
  const [row] = await db.$queryRaw<Row[]>`
    SELECT coalesce(priced->>'status', 'ok') AS status, (priced->>'amountMicro')::bigint AS cost, credit_enforcement() AS mode,
      wallet_available(${tenant(ctx)}, ${ctx.now.toISOString()}::timestamptz) AS available
    FROM (SELECT wallet_priced(${tenant(ctx)}, ${command}::jsonb) AS priced) p`;
  if (!row) throw new Error('a check gave no answer');
  const { cost, available } = row;
  accepted({ status: row.status } as Parameters<typeof accepted>[0]);
  const shortfall = cost > available ? cost - available : 0n;
  return {
    allowed: shortfall === 0n || row.mode !== 'on',
    cost: creditsToDecimal(cost),
    available: creditsToDecimal(available),
    shortfall: creditsToDecimal(shortfall),
  };
}
