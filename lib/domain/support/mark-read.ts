import type { z } from 'zod';
import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { readAbout } from '@/lib/domain/notifications/read-about';
import { customerUrl, deskUrl, reach } from './internal';
import { MarkReadInput } from './schema.thread';

/**
 * The caller has seen a request up to a moment: their mark moves there, never back, what is newer stays unread, and what
 * their bell said of it is read.
 * For members in their organisation, for staff anywhere; who does not follow the request has no mark, and nothing
 * happens, as with an unknown id. Gives what is left unread of it.
 */
export async function markRead(
  ctx: Context,
  input: z.input<typeof MarkReadInput>,
): Promise<{ unread: number }> {
  const { organisationId = null } = reach(ctx, 'read');
  const { requestId, upTo } = parse(MarkReadInput, input);
  const me = caller(ctx);
  const until = new Date(Math.min(Date.parse(upTo), ctx.now.getTime()));
  const paths = [customerUrl(requestId), deskUrl(requestId)].map((url) => new URL(url).pathname);
  await readAbout(db, { userId: me, paths, upTo: until, now: ctx.now });
  const seen = until.toISOString();
  const [row] = await db.$queryRaw<{ unread: number }[]>`
    UPDATE "RequestParticipant" p SET
      "readAt" = greatest(p."readAt", ${seen}::timestamptz),
      unread = least(p.unread,
        (SELECT count(*)::int FROM "Message" m
         WHERE m."organisationId" = p."organisationId" AND m."requestId" = p."requestId"
           AND m."createdAt" > ${seen}::timestamptz AND m."authorId" IS DISTINCT FROM ${me})
        + CASE WHEN p.side = 'staff' THEN
          (SELECT count(*)::int FROM "Note" n
           WHERE n."organisationId" = p."organisationId" AND n."requestId" = p."requestId"
             AND n."createdAt" > ${seen}::timestamptz AND n."authorId" <> ${me} AND strpos(n.body, ${`(${me})`}) > 0)
          ELSE 0 END)
    WHERE p."organisationId" = (SELECT r."organisationId" FROM "Request" r WHERE r.id = ${requestId})
      AND p."requestId" = ${requestId} AND p."userId" = ${me}
      AND (${organisationId}::text IS NULL OR p."organisationId" = ${organisationId})
      AND (p.unread > 0 OR p."readAt" IS NULL OR p."readAt" < ${seen}::timestamptz)
    RETURNING p.unread`;
  return { unread: row?.unread ?? 0 };
}
