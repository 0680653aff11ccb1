import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { noSoonerThan } from './internal';
import { issueLink } from './links';
import { AddressInput } from './schema';
import { limitByAddress, withinLimit } from './throttles';

const EVEN_MS = 400;

/**
 * Sends a link to choose a new password. The answer is the same whether an account exists.
 * Errors: `invalid`, `limit_reached` (by the caller's address only).
 */
export async function requestPasswordReset(ctx: Context, input: z.input<typeof AddressInput>): Promise<void> {
  const { email } = parse(AddressInput, input);
  await limitByAddress(ctx, 'link:ip');
  await noSoonerThan(EVEN_MS, send(ctx, email));
}

async function send(ctx: Context, email: string): Promise<void> {
  const user = await db.user.findUnique({ where: { email } });
  if (!(await withinLimit('link:account', email)) || !user || user.deactivatedAt) return;
  await transaction(async (tx) => {
    const link = await issueLink(tx, ctx, { purpose: 'reset-password', email, userId: user.id });
    const props = { name: user.name, url: link.url };
    await enqueueEmail(tx, {
      to: email,
      template: 'reset-password',
      props,
      key: `reset-password:${link.id}`,
    });
  });
}
