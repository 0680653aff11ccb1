import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { noSoonerThan, sendVerification } from './internal';
import { issueLink } from './links';
import { SignInLinkRequest } from './schema';
import { limitByAddress, withinLimit } from './throttles';

const EVEN_MS = 400;

/**
 * Sends a link that signs in, or, while the address is unproven, the link that proves it. The answer is the same
 * whether an account exists. Errors: `invalid`, `limit_reached` (by the caller's address only).
 */
export async function requestSignInLink(
  ctx: Context,
  input: z.input<typeof SignInLinkRequest>,
): Promise<void> {
  const request = parse(SignInLinkRequest, input);
  await limitByAddress(ctx, 'link:ip');
  await noSoonerThan(EVEN_MS, send(ctx, request));
}

async function send(ctx: Context, { email, next }: z.output<typeof SignInLinkRequest>): Promise<void> {
  const user = await db.user.findUnique({ where: { email } });
  if (!(await withinLimit('link:account', email)) || !user || user.deactivatedAt) return;
  await transaction(async (tx) => {
    if (!user.emailVerifiedAt) return sendVerification(tx, ctx, user, next);
    const link = await issueLink(tx, ctx, { purpose: 'sign-in', email, userId: user.id, next });
    const mail = { template: 'sign-in-link', props: { url: link.url } } as const;
    await enqueueEmail(tx, { ...mail, to: email, key: `sign-in-link:${link.id}` });
  });
}
