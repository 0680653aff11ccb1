import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockKey, reachOf } from './internal';
import { statusOf } from './rules';
import { ChangeKeyInput, RATE_PER_MINUTE } from './schema';

/**
 * Changes a key's name, its rate and the addresses that may use it, from its next call on. An owner gives no more than
 * the usual rate, or what an administrator gave. Errors: `forbidden`, `not_found`, `invalid`, `conflict` (`keyEnded`).
 */
export async function changeKey(ctx: Context, input: z.input<typeof ChangeKeyInput>): Promise<void> {
  const reach = reachOf(ctx);
  const { keyId, ...after } = parse(ChangeKeyInput, input);
  await transaction(async (tx) => {
    const { name, ratePerMinute, allowedIps, ...key } = await lockKey(tx, reach, keyId);
    const status = statusOf(key, ctx.now);
    if (status !== 'active' && status !== 'ending') throw new AppError('conflict', 'keyEnded');
    const most = Math.max(RATE_PER_MINUTE, ratePerMinute);
    if (reach !== null && after.ratePerMinute > most) {
      const fields = { ratePerMinute: `tooBig?max=${most}` };
      throw new AppError('invalid', 'invalidInput', { fields });
    }
    const before = { name, ratePerMinute, allowedIps };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await tx.apiKey.update({ where: { id: keyId }, data: after });
    await recordAudit(tx, ctx, {
      ...{ action: 'key.change', recordType: 'key', recordId: keyId, before, after },
      organisationId: key.organisationId ?? undefined,
    });
  });
}
