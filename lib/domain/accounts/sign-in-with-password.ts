import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { idleAsVerify, verifyPassword } from './password';
import { PasswordCredentials } from './schema';
import { openSession, type OpenedSession } from './sessions';
import { returnSignInTurn, takeSignInTurn } from './throttles';

/**
 * Opens a session for an address and its password. One answer, null, for whatever does not fit: an unknown address, a
 * wrong password, an unproven or deactivated account, too many attempts; all in about the same time.
 */
export async function signInWithPassword(
  ctx: Context,
  input: z.input<typeof PasswordCredentials>,
  userAgent: string | null,
): Promise<OpenedSession | null> {
  const parsed = PasswordCredentials.safeParse(input);
  const account = parsed.success ? parsed.data.email : 'malformed';
  if (!(await takeSignInTurn(ctx, account)) || !parsed.success) {
    await idleAsVerify();
    return null;
  }
  const { email, password } = parsed.data;
  const user = await db.user.findUnique({ where: { email } });
  const isRight = await verifyPassword(password, user?.passwordHash);
  if (!user || !isRight || !user.emailVerifiedAt || user.deactivatedAt) return null;
  await returnSignInTurn(ctx, account);
  return transaction((tx) => openSession(tx, ctx, { userId: user.id, userAgent }));
}
