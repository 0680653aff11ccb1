import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { ruleOf } from './events';
import { choosable, sideOf } from './get-preferences';
import { type Schedule, nextAllowed, nextDigest } from './quiet-hours';
import { readOutgoing } from './outgoing';
import { SavePreferencesInput, SaveScheduleInput } from './schema';

/**
 * Says what the caller hears of, and how. Events that they have no say in, or that are not left out, stay as they were.
 * Errors: `invalid`.
 */
export async function savePreferences(
  ctx: Context,
  input: z.input<typeof SavePreferencesInput>,
): Promise<void> {
  authorise(ctx, 'account:self');
  const { choices } = parse(SavePreferencesInput, input);
  const userId = caller(ctx);
  const { side, organisationId } = sideOf(ctx);
  const known = choosable(side);
  await transaction(async (tx) => {
    for (const { event, ...choice } of choices) {
      if (!known.includes(event)) continue;
      const email = ruleOf(event).isTransactional ? ('now' as const) : choice.email;
      const data = { ...choice, email };
      const key = { userId, organisationId, event };
      await tx.notificationPreference.upsert({
        where: { userId_organisationId_event: key },
        create: { ...key, ...data },
        update: data,
      });
    }
  });
}

/** Says when the caller wants to be left alone, when their digest comes, and in which language. Errors: `invalid`. */
export async function saveSchedule(ctx: Context, input: z.input<typeof SaveScheduleInput>): Promise<void> {
  authorise(ctx, 'account:self');
  const { locale, ...schedule } = parse(SaveScheduleInput, input);
  const userId = caller(ctx);
  const telegramChatId = sideOf(ctx).side === 'staff' ? schedule.telegramChatId || null : undefined;
  const data = { ...schedule, telegramChatId };
  await transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { locale } });
    await tx.notificationSchedule.upsert({ where: { userId }, create: { userId, ...data }, update: data });
    await moveHeld(tx, ctx, userId, schedule);
  });
}

/** What is held already follows the new hours. */
async function moveHeld(tx: Tx, ctx: Context, userId: string, schedule: Schedule): Promise<void> {
  const held = await tx.delivery.findMany({ where: { userId, status: 'held' } });
  for (const row of held) {
    const outgoing = await readOutgoing(row);
    const runAt = outgoing?.kind === 'line' ? nextDigest(schedule, ctx.now) : nextAllowed(schedule, ctx.now);
    await tx.delivery.update({ where: { id: row.id }, data: { runAt } });
  }
}
