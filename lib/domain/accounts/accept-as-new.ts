import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { isUniqueViolation, transaction, type Tx, type UserModel } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { joinByInvitation } from './join-by-invitation';
import { findLink, revokeLinks, spendLink, stateOf } from './links';
import { hashPassword } from './password';
import { addressAsPassword } from './reset-password';
import { AcceptAsNewInput, isAddress } from './schema';
import { limitByAddress } from './throttles';

type Account = { email: string; name: string; passwordHash: string };

/**
 * Takes up an invitation by somebody without a proven account: makes it (the link proves the address), joins, and
 * returns the address to sign in with. Errors: `invalid`, `not_found`, `conflict` (the link, or `accountExists` when
 * the address has been proven meanwhile), `limit_reached`.
 */
export async function acceptAsNew(
  ctx: Context,
  input: z.input<typeof AcceptAsNewInput>,
): Promise<{ email: string }> {
  const { token, name, password } = parse(AcceptAsNewInput, input);
  await limitByAddress(ctx, 'token:ip');
  const link = await findLink('invitation', token);
  if (link && isAddress(password, link.email)) throw addressAsPassword();
  const passwordHash = stateOf(link, ctx.now) === 'open' ? await hashPassword(password) : '';
  const join = async (tx: Tx) => {
    const spent = await spendLink(tx, ctx, 'invitation', token);
    const user = await takeAccount(tx, ctx, { email: spent.email, name, passwordHash });
    await joinByInvitation(tx, ctx, spent, user);
    return { email: user.email };
  };
  return transaction(join).catch((error: unknown) => {
    // Somebody signed up with the address at this very moment.
    throw isUniqueViolation(error) ? new AppError('conflict', 'accountExists') : error;
  });
}

/** A new account, or one that nobody has proven: whatever a stranger set there before is overwritten. */
async function takeAccount(tx: Tx, ctx: Context, account: Account): Promise<UserModel> {
  const { email } = account;
  const known = await tx.user.findUnique({ where: { email } });
  const proven = { ...account, emailVerifiedAt: ctx.now };
  if (!known) return tx.user.create({ data: { ...proven, id: newId('user'), createdAt: ctx.now } });
  if (known.deactivatedAt) throw new AppError('not_found', 'linkUnknown');
  if (known.emailVerifiedAt) throw new AppError('conflict', 'accountExists');
  await revokeLinks(tx, ctx, known.id);
  return tx.user.update({ where: { id: known.id }, data: proven });
}
