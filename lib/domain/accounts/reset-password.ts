import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { findLink, revokeLinks, spendLink, stateOf } from './links';
import { hashPassword } from './password';
import { isAddress, ResetPasswordInput } from './schema';
import { revokeSessions } from './sessions';
import { limitByAddress } from './throttles';

/**
 * Sets a new password by an e-mailed link, which also proves the address. Ends every session and every other link.
 * Returns the address, to sign in with. Errors: `invalid`, `not_found`, `conflict` (the link), `limit_reached`.
 */
export async function resetPassword(
  ctx: Context,
  input: z.input<typeof ResetPasswordInput>,
): Promise<{ email: string }> {
  const { token, password } = parse(ResetPasswordInput, input);
  await limitByAddress(ctx, 'token:ip');
  const link = await findLink('reset-password', token);
  if (link && isAddress(password, link.email)) throw addressAsPassword();
  // Hashing costs: only an open link is worth it.
  const passwordHash = stateOf(link, ctx.now) === 'open' ? await hashPassword(password) : null;
  return transaction(async (tx) => {
    const { userId } = await spendLink(tx, ctx, 'reset-password', token);
    const user = userId && (await tx.user.findFirst({ where: { id: userId, deactivatedAt: null } }));
    if (!user || !passwordHash) throw new AppError('not_found', 'linkUnknown');
    const emailVerifiedAt = user.emailVerifiedAt ?? ctx.now;
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, emailVerifiedAt } });
    await revokeSessions(tx, ctx, user.id);
    await revokeLinks(tx, ctx, user.id);
    await recordAudit(tx, ctx, { action: 'password.reset', recordType: 'user', recordId: user.id });
    return { email: user.email };
  });
}

/** The one rule about a password that needs the account to be known. */
export function addressAsPassword(): AppError {
  return new AppError('invalid', 'invalidInput', { fields: { password: 'passwordIsAddress' } });
}
