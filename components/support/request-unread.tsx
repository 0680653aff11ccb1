'use client';

import { UnreadBadge, useUnread } from '@/components/frame/live-unread';

/** How many messages of a request the reader has not read, as it changes. */
export function RequestUnread({ requestId }: { requestId: string }) {
  const { requests } = useUnread();
  return <UnreadBadge count={requests[requestId] ?? 0} />;
}
