import type { Context } from '@/lib/core/context';
import { type EmailLinkModel, transaction, type Tx, type UserModel } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { joinByInvitation } from './join-by-invitation';
import { spendLink } from './links';
import { LinkInput } from './schema';
import { openSession, type OpenedSession } from './sessions';
import { limitByAddress } from './throttles';

/**
 * Uses a link up and opens a session: a link to sign in, one that proves the address (which it then does), or an
 * invitation for somebody whose account is proven. Errors: `not_found` and `conflict` (the link), `limit_reached`.
 */
export async function signInWithLink(
  ctx: Context,
  input: { purpose: string; token: string },
  userAgent: string | null,
): Promise<OpenedSession> {
  const { purpose, token } = parse(LinkInput, input);
  await limitByAddress(ctx, 'token:ip');
  // A reset link asks for a new password first: it signs nobody in by itself.
  if (purpose === 'reset-password') throw unknown();
  return transaction(async (tx) => {
    const link = await spendLink(tx, ctx, purpose, token);
    const user = await ownerOf(tx, link);
    if (purpose === 'invitation') {
      // Before the address is proven the account may be a stranger's: they set name and password first.
      if (!user.emailVerifiedAt) throw unknown();
      const organisationId = await joinByInvitation(tx, ctx, link, user);
      return openSession(tx, ctx, { userId: user.id, organisationId, userAgent });
    }
    if (!user.emailVerifiedAt) {
      await tx.user.update({ where: { id: user.id }, data: { emailVerifiedAt: ctx.now } });
    }
    return openSession(tx, ctx, { userId: user.id, userAgent });
  });
}

async function ownerOf(tx: Tx, link: EmailLinkModel): Promise<UserModel> {
  const user = await tx.user.findUnique({
    where: link.userId ? { id: link.userId } : { email: link.email },
  });
  if (!user || user.deactivatedAt) throw unknown();
  return user;
}

const unknown = () => new AppError('not_found', 'linkUnknown');
