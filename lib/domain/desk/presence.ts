import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { RequestInput } from '@/lib/domain/support/schema';
import { addressed } from '@/lib/domain/support/steps';
import { BeatInput, deskLimits } from './schema';
import type { PresenceDto } from './schema.dto';

/**
 * Says that the caller looks at a request, and whether they write; answers who else of the staff does. A page beats
 * every 15 seconds: who has been silent for 45 is gone. Customers never learn of it. Error: `not_found`.
 */
export async function beat(ctx: Context, input: z.input<typeof BeatInput>): Promise<PresenceDto[]> {
  authorise(ctx, 'desk:read');
  const { requestId, isTyping } = parse(BeatInput, input);
  const written = await db.$executeRaw`
    INSERT INTO "RequestPresence" ("organisationId", "requestId", "userId", "isTyping", "seenAt")
    SELECT "organisationId", id, ${caller(ctx)}, ${isTyping}, ${ctx.now} FROM "Request" WHERE id = ${requestId}
    ON CONFLICT ("organisationId", "requestId", "userId")
    DO UPDATE SET "isTyping" = excluded."isTyping", "seenAt" = greatest("RequestPresence"."seenAt", excluded."seenAt")`;
  if (written === 0) throw notFound();
  // What they looked at before and left without a word: the table stays as long as the staff is many.
  const since = new Date(ctx.now.getTime() - deskLimits.presenceMs);
  await db.requestPresence.deleteMany({ where: { userId: caller(ctx), seenAt: { lt: since } } });
  return listPresence(ctx, { requestId });
}

/** The caller has left the page; twice is the same as once. */
export async function leave(ctx: Context, input: z.input<typeof RequestInput>): Promise<null> {
  authorise(ctx, 'desk:read');
  const { requestId } = parse(RequestInput, input);
  await db.requestPresence.deleteMany({ where: { requestId, userId: caller(ctx) } });
  return null;
}

/** Colleagues who look at a request now; of an unknown one nobody does. */
export async function listPresence(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<PresenceDto[]> {
  authorise(ctx, 'desk:read');
  const { requestId } = addressed(RequestInput, input);
  const since = new Date(ctx.now.getTime() - deskLimits.presenceMs);
  return db.$queryRaw<PresenceDto[]>`
    SELECT u.id, u.name, s."isTyping" FROM "Request" r
    JOIN "RequestPresence" s ON (s."organisationId", s."requestId") = (r."organisationId", r.id)
    JOIN "User" u ON u.id = s."userId"
    WHERE r.id = ${requestId} AND s."seenAt" > ${since} AND s."userId" <> ${caller(ctx)}
    ORDER BY u.name, u.id`;
}
