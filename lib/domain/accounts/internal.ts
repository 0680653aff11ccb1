import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/core/context';
import type { Tx, UserModel } from '@/lib/core/db';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { issueLink } from './links';

/** Answers no sooner than this, so that a stranger cannot tell by the clock which way the work went. */
export async function noSoonerThan<T>(ms: number, work: Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work, sleep(ms)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** Sends the link that proves an address; pressing its button signs in too. */
export async function sendVerification(tx: Tx, ctx: Context, user: UserModel, next?: string): Promise<void> {
  const { id, email, name } = user;
  const link = await issueLink(tx, ctx, { purpose: 'verify-email', email, userId: id, next });
  const props = { name, url: link.url };
  await enqueueEmail(tx, { to: email, template: 'verify-email', props, key: `verify-email:${link.id}` });
}
