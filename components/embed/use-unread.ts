'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InboxClient } from './inbox-client';

export const UNREAD = ['unread'];

/** Counts what is unread now and then, and tells the app around, which may show a badge. */
export function useUnread(client: InboxClient): void {
  const { data } = useQuery({ queryKey: UNREAD, queryFn: client.unread, refetchInterval: 30_000 });
  const unread = data?.unread;
  useEffect(() => {
    if (unread !== undefined) client.source.tell({ type: 'meterdesk:unread', unread });
  }, [client, unread]);
}
