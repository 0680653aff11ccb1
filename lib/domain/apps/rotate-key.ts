import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { endingBefore, lockKey, makeKey, reachOf, refuseTooMany } from './internal';
import { statusOf } from './rules';
import { type NewKeyDto, RotateKeyInput } from './schema';
import { overlaps } from './schema.overlap';

/**
 * Makes a new key with the rights and the expiry of an old one, and ends the old one after an overlap, in which both
 * work. At most one key before it overlaps: while that one works, only a rotation without an overlap is left. An owner
 * does not rotate a key that grants credits: its new secret would be theirs.
 * Errors: `forbidden`, `not_found`, `conflict` (`keyEnded`: revoked, expired, or rotated before; `keyOverlaps`: it took
 * the place of a key that still works; `tooManyKeys`).
 */
export async function rotateKey(ctx: Context, input: z.input<typeof RotateKeyInput>): Promise<NewKeyDto> {
  const reach = reachOf(ctx);
  const { keyId, overlap } = parse(RotateKeyInput, input);
  return transaction(async (tx) => {
    const old = await lockKey(tx, reach, keyId);
    if (statusOf(old, ctx.now) !== 'active') throw new AppError('conflict', 'keyEnded');
    if (reach !== null && old.scopes.includes('credits:grant')) throw new AppError('forbidden', 'keyByAdmin');
    if (overlap !== 'now') {
      if ((await tx.apiKey.count({ where: endingBefore(old, ctx.now) })) > 0)
        throw new AppError('conflict', 'keyOverlaps');
      await refuseTooMany(tx, old, ctx.now);
    }
    const { organisationId, appId, name, scopes, allowedIps, ratePerMinute, expiresAt } = old;
    const rights = { organisationId, appId, name, scopes, allowedIps, ratePerMinute, expiresAt };
    const made = await makeKey(tx, ctx, rights);
    // A key before that still works is now the one before the new one.
    await tx.apiKey.updateMany({ where: endingBefore(old, ctx.now), data: { replacedById: made.id } });
    const end = new Date(ctx.now.getTime() + overlaps[overlap]);
    const ending =
      overlap === 'now'
        ? { revokedAt: ctx.now }
        : { expiresAt: expiresAt && expiresAt < end ? expiresAt : end };
    await tx.apiKey.update({ where: { id: keyId }, data: { ...ending, replacedById: made.id } });
    await recordAudit(tx, ctx, {
      ...{ action: 'key.rotate', recordType: 'key', recordId: keyId },
      organisationId: organisationId ?? undefined,
      before: { expiresAt },
      after: { ...ending, replacedBy: made.id, overlap },
    });
    return made;
  });
}
