import type { NextRequest } from 'next/server';
import type { Context } from '@/lib/core/context';
import type { LiveChange } from '@/lib/domain/live/schema';
import { type Hearing, eventStream, wantsEvents } from './event-stream';

type Open = (ctx: Context, hearing: Hearing<LiveChange>) => Promise<() => void>;

/** A stream of changes for who can read one; to anybody else whether there are live changes at all. */
export const liveAnswer =
  (open: Open) =>
  async (ctx: Context, { raw }: { raw: NextRequest }): Promise<Response | { live: boolean }> => {
    if (wantsEvents(raw)) return eventStream<LiveChange>((hearing) => open(ctx, hearing));
    const stop = await open(ctx, { onChange: () => undefined, onEnd: () => undefined });
    stop();
    return { live: true };
  };
