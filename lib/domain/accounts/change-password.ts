import type { z } from 'zod';
import { authorise, caller, type Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { revokeLinks } from './links';
import { hashPassword, verifyPassword } from './password';
import { addressAsPassword } from './reset-password';
import { ChangePasswordInput, isAddress } from './schema';
import { revokeSessions } from './sessions';
import { limit } from './throttles';

/**
 * Sets a new password for somebody who knows the present one, and ends their other sessions.
 * Errors: `forbidden`, `invalid` (`wrongPassword` at `current`), `limit_reached`.
 */
export async function changePassword(
  ctx: Context,
  input: z.input<typeof ChangePasswordInput>,
): Promise<{ ended: number }> {
  authorise(ctx, 'account:self');
  const { current, password } = parse(ChangePasswordInput, input);
  const id = caller(ctx);
  await limit('password:self', id);
  const user = await db.user.findUniqueOrThrow({ where: { id } });
  if (isAddress(password, user.email)) throw addressAsPassword();
  if (!(await verifyPassword(current, user.passwordHash)))
    throw new AppError('invalid', 'invalidInput', { fields: { current: 'wrongPassword' } });
  const passwordHash = await hashPassword(password);
  return transaction(async (tx) => {
    // The hash is compared again: a reset that came between must not be overwritten.
    const changed = await tx.user.updateMany({
      where: { id, passwordHash: user.passwordHash },
      data: { passwordHash },
    });
    if (changed.count === 0) throw new AppError('conflict', 'changedMeanwhile');
    await revokeLinks(tx, ctx, id);
    await recordAudit(tx, ctx, { action: 'password.change', recordType: 'user', recordId: id });
    const own = 'sessionId' in ctx.actor ? ctx.actor.sessionId : undefined;
    return { ended: await revokeSessions(tx, ctx, id, own) };
  });
}
