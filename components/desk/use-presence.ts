import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '@/components/frame/live-provider';
import { readJson } from '@/components/read-json';
import type { PresenceDto } from '@/lib/domain/desk/schema.dto';

const ADDRESS = '/api/desk/presence';
/** Three beats may be lost before somebody counts as gone (`deskLimits.presenceMs`). */
const BEAT_MS = 15_000;
/** Who has not typed for so long only looks. */
const TYPING_MS = 10_000;

const send = (method: 'POST' | 'DELETE', body: Record<string, unknown>) =>
  fetch(ADDRESS, {
    method,
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function beat(requestId: string, isTyping: boolean): Promise<PresenceDto[]> {
  const response = await send('POST', { requestId, isTyping });
  if (!response.ok) throw new Error(`${ADDRESS} answered ${response.status}`);
  return (await response.json()) as PresenceDto[];
}

/**
 * Tells colleagues that this request is being looked at, and hears who else does. `onTyping` is called at each stroke
 * into a composer: the first one is told at once, because that is when two are about to answer. Reading is apart from
 * telling, so that hearing of a colleague (live) does not tell them in turn.
 */
export function usePresence(requestId: string): { present: PresenceDto[]; onTyping: () => void } {
  const client = useQueryClient();
  const typedAt = useRef(-TYPING_MS);
  const { data, refetch } = useQuery({
    queryKey: ['presence', requestId],
    queryFn: () => readJson<PresenceDto[]>(`${ADDRESS}?requestId=${requestId}`),
    staleTime: BEAT_MS,
  });
  useLive(
    (change) => change.kind === 'presence' && change.requestId === requestId,
    () => void refetch(),
  );
  const tell = useCallback(() => {
    const isTyping = performance.now() - typedAt.current < TYPING_MS;
    beat(requestId, isTyping)
      .then((present) => client.setQueryData(['presence', requestId], present))
      // Not heard this time: the next beat tells it.
      .catch(() => undefined);
  }, [client, requestId]);
  useEffect(() => {
    // Who has another tab in front looks at nothing.
    const tick = () => document.visibilityState === 'visible' && tell();
    const gone = () => void send('DELETE', { requestId }).catch(() => undefined);
    tick();
    const timer = setInterval(tick, BEAT_MS);
    window.addEventListener('pagehide', gone);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', gone);
      gone();
    };
  }, [requestId, tell]);
  const onTyping = () => {
    const isNew = performance.now() - typedAt.current >= TYPING_MS;
    typedAt.current = performance.now();
    if (isNew) tell();
  };
  return { present: data ?? [], onTyping };
}
