'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLive } from '@/components/frame/live-provider';
import { readJson } from '@/components/read-json';
import type { NotificationsDto } from '@/lib/domain/notifications/schema';

export type NotificationsDoor = '/api/portal/notifications' | '/api/desk/notifications';
export type MarkRead = (input: { ids?: string[] }) => Promise<unknown>;

/** Where changes are not heard. */
const EVERY_MS = 60_000;

/** The newest notifications and how many are unread; reading them shows at once, before the server says so. */
export function useNotifications(door: NotificationsDoor, markRead: MarkRead) {
  const client = useQueryClient();
  const key = ['notifications', door];
  const isLive = useLive(
    ({ kind }) => kind === 'bell',
    () => void client.invalidateQueries({ queryKey: key }),
  );
  const query = useQuery({
    queryKey: key,
    // The bell stands on every page, also beside a form that is half filled in.
    queryFn: () => readJson<NotificationsDto>(door, { byTheWay: true }),
    refetchInterval: isLive ? false : EVERY_MS,
  });
  const read = (ids?: string[]) => {
    client.setQueryData<NotificationsDto>(key, (before) => before && marked(before, ids));
    void markRead({ ids })
      // Not told: what is read next shows it as it stands.
      .catch(() => undefined)
      .finally(() => void client.invalidateQueries({ queryKey: key }));
  };
  return { query, read };
}

function marked(before: NotificationsDto, ids: string[] | undefined): NotificationsDto {
  const isChosen = (id: string) => ids === undefined || ids.includes(id);
  const fresh = before.rows.filter(({ id, isRead }) => !isRead && isChosen(id)).length;
  return {
    ...before,
    unread: ids ? Math.max(0, before.unread - fresh) : 0,
    rows: before.rows.map((row) => (isChosen(row.id) ? { ...row, isRead: true } : row)),
  };
}
