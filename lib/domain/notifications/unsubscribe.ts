import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { ruleOf } from './events';
import { type SubscriptionDto, UnsubscribeInput } from './schema';
import { type Subscription, readSubscription } from './unsubscribe-token';

/** What a link would end; null for one that is not ours. Looking changes nothing. */
export function describeSubscription(token: string): SubscriptionDto | null {
  const subscription = readSubscription(token);
  if (!subscription) return null;
  return { kind: subscription.kind, event: subscription.kind === 'event' ? subscription.event : null };
}

/**
 * Ends mails of one kind for whoever the token names; the bell stays. The token is the right: there is no session where a
 * mail program posts (RFC 8058). Twice is the same as once. Error: `not_found` for a token that is not ours.
 */
export async function unsubscribe(ctx: Context, input: z.input<typeof UnsubscribeInput>): Promise<void> {
  const subscription = readSubscription(parse(UnsubscribeInput, input).token);
  if (!subscription) throw notFound();
  await transaction(async (tx) => {
    if (subscription.kind === 'event') await endEvent(tx, subscription);
    else if (subscription.kind === 'digest') await endDigest(tx, subscription.userId);
    else await mute(tx, ctx, subscription);
  });
}

async function endEvent(tx: Tx, { userId, organisationId, event }: Extract<Subscription, { kind: 'event' }>) {
  if (!(await tx.user.findUnique({ where: { id: userId }, select: { id: true } }))) throw notFound();
  // Warnings of the wallet are settled with their thresholds, not here.
  if (event === 'walletWarning')
    return void (await tx.member.updateMany({
      where: { userId, organisationId },
      data: { warnByEmail: false },
    }));
  const key = { userId, organisationId, event };
  await tx.notificationPreference.upsert({
    where: { userId_organisationId_event: key },
    create: { ...key, email: 'off', inApp: ruleOf(event).inApp },
    update: { email: 'off' },
  });
  await forget(tx, { userId, event });
}

async function endDigest(tx: Tx, userId: string): Promise<void> {
  await tx.notificationPreference.updateMany({ where: { userId, email: 'digest' }, data: { email: 'off' } });
  await forget(tx, { userId });
}

/** What is held for them is not sent any more. */
async function forget(tx: Tx, of: { userId: string; event?: string }): Promise<void> {
  await tx.delivery.deleteMany({ where: { ...of, channel: 'email', status: 'held' } });
}

/** Somebody without an account has no preferences: they hear nothing more of this one request. */
async function mute(
  tx: Tx,
  ctx: Context,
  { organisationId, participantId }: Extract<Subscription, { kind: 'participant' }>,
): Promise<void> {
  const { count } = await tx.requestParticipant.updateMany({
    where: { organisationId, id: participantId },
    data: { mutedAt: ctx.now },
  });
  if (count === 0) throw notFound();
}
