import { hash } from 'node:crypto';
import { type Context, tenant } from '@/lib/core/context';
import { Prisma, db, isUniqueViolation } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';

/** Longer than a change takes: whoever repeats it meanwhile waits; after it the first one was cut off. */
const TAKEN_MS = 60_000;

type Command = { idempotencyKey: string; request: Record<string, unknown> };

/**
 * Does a command of a program once: the same key with the same request gives the stored answer again. What was refused
 * was not done, so its key may be used again. Errors: `conflict` when the key was used for another request, or while
 * that request is still at work; those of the command.
 */
export async function answerOnce<T extends object>(
  command: Command,
  run: () => Promise<T>,
  ctx: Context,
): Promise<T & { replayed?: true }> {
  const key = { organisationId: tenant(ctx), idempotencyKey: command.idempotencyKey };
  const where = { organisationId_idempotencyKey: key };
  const requestHash = hashOf(ctx, command);
  const known = await claim(ctx, key, requestHash);
  if (known) return { ...(known as T), replayed: true };
  try {
    const answer = await run();
    await db.subscriptionCall.update({ where, data: { answer: answer as Prisma.InputJsonObject } });
    return answer;
  } catch (error) {
    if (error instanceof AppError) await db.subscriptionCall.delete({ where });
    throw error;
  }
}

type Key = { organisationId: string; idempotencyKey: string };

/** The answer that the key has; null where the caller shall do it now. */
async function claim(ctx: Context, key: Key, requestHash: string): Promise<object | null> {
  try {
    await db.subscriptionCall.create({ data: { ...key, requestHash, createdAt: ctx.now } });
    return null;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const where = { organisationId_idempotencyKey: key };
  const found = await db.subscriptionCall.findUnique({ where });
  if (found && found.requestHash !== requestHash) throw new AppError('conflict', 'idempotencyConflict');
  if (found?.answer) return found.answer as object;
  // Of those who take up what was cut off, one goes on.
  const { count } = await db.subscriptionCall.updateMany({
    where: {
      ...{ ...key, answer: { equals: Prisma.DbNull } },
      createdAt: { lt: new Date(ctx.now.getTime() - TAKEN_MS) },
    },
    data: { createdAt: ctx.now },
  });
  if (count === 0) throw new AppError('conflict', 'stillAtWork');
  return null;
}

/** Alike whatever the order of its fields; another program's request is another one. */
function hashOf({ actor }: Context, { request }: Command): string {
  const fields = Object.entries(request).filter(([, value]) => value !== undefined);
  const app = actor.kind === 'api-key' ? actor.appId : undefined;
  return hash('sha256', JSON.stringify([fields.sort(([a], [b]) => (a < b ? -1 : 1)), app]));
}
