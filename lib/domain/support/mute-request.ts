import type { z } from 'zod';
import { type Context, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { reach } from './internal';
import { joinAll } from './participants';
import { MuteInput } from './schema.thread';

/**
 * Whether the caller hears of a request: muted, nothing of it reaches them or counts as unread; otherwise they follow
 * it, also when they never wrote in it. Twice is as once. Error: `not_found`.
 */
export async function muteRequest(
  ctx: Context,
  input: z.input<typeof MuteInput>,
): Promise<{ isMuted: boolean }> {
  const bound = reach(ctx, 'read');
  const { requestId, isMuted } = parse(MuteInput, input);
  return transaction(async (tx) => {
    const request = await tx.request.findFirst({
      where: { ...bound, id: requestId },
      select: { organisationId: true, id: true },
    });
    if (!request) throw notFound();
    const userId = caller(ctx);
    if (!isMuted) {
      const side = bound.organisationId ? ('customer' as const) : ('staff' as const);
      await joinAll(tx, ctx, request, [{ userId, side }]);
    }
    await tx.requestParticipant.updateMany({
      where: { organisationId: request.organisationId, requestId, userId },
      data: isMuted ? { mutedAt: ctx.now, unread: 0 } : { mutedAt: null },
    });
    return { isMuted };
  });
}
