'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive } from '@/components/frame/live-provider';
import { useUnread } from '@/components/frame/live-unread';
import { readJson } from '@/components/read-json';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import type { RequestDto } from '@/lib/domain/support/schema.dto';

type Shown = RequestDto | DeskRequestDto;

interface Followed<T extends Shown> {
  /** As it stood when the page was made. */
  initial: T;
  readAt: string;
  /** Where it is read again, and `…/read` where it is marked as read. */
  address: string;
}

/**
 * A request as it changes: told by the server's events, else looked at anew every five seconds. What is on the screen
 * counts as read.
 */
export function useRequest<T extends Shown>({ initial, readAt, address }: Followed<T>) {
  const again = useRef<() => void>(() => undefined);
  const isLive = useLive(
    ({ requestId }) => requestId === initial.id,
    () => again.current(),
  );
  const query = useQuery({
    queryKey: [address],
    queryFn: () => readJson<T>(address),
    initialData: initial as T | undefined,
    initialDataUpdatedAt: Date.parse(readAt),
    refetchInterval: isLive ? false : 5_000,
  });
  useEffect(() => {
    again.current = () => void query.refetch();
  });
  const { data = initial, isError, dataUpdatedAt, refetch } = query;
  useReadMark(data, address);
  return { data, isError, dataUpdatedAt, refetch };
}

/** The last thing that stands in the thread. */
const lastOf = (request: Shown): string => request.thread.at(-1)?.at ?? request.createdAt;

function useReadMark(request: Shown, address: string): void {
  const { forget } = useUnread();
  const { id } = request;
  const upTo = lastOf(request);
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', mark);
      forget(id);
      // Without it the next look tells again: nothing to say.
      void fetch(`${address}/read`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ upTo }),
      }).catch(() => undefined);
    };
    document.addEventListener('visibilitychange', mark);
    mark();
    return () => document.removeEventListener('visibilitychange', mark);
  }, [address, forget, id, upTo]);
}
