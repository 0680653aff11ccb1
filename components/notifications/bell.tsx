'use client';

import { Bell as BellIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import { NotificationItem } from './notification-item';
import { type MarkRead, type NotificationsDoor, useNotifications } from './use-notifications';

interface BellProps {
  door: NotificationsDoor;
  /** The page with all of them. */
  allHref: string;
  markRead: MarkRead;
}

/** What is new, from anywhere: a count, and the newest ones in a panel. */
export function Bell({ door, allHref, markRead }: BellProps) {
  const t = useTranslations('notifications');
  const [isOpen, setOpen] = useState(false);
  const { query, read } = useNotifications(door, markRead);
  const unread = query.data?.unread ?? 0;
  return (
    <Popover
      label={t('panel')}
      open={isOpen}
      onOpenChange={setOpen}
      className="w-96 p-2"
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('bell', { count: unread })} className="relative">
          <BellIcon aria-hidden />
          {unread > 0 && <Count unread={unread} />}
        </Button>
      }
    >
      <div className="flex items-center justify-between gap-2 px-2 pb-1">
        <h2 className="text-sm font-semibold">{t('title')}</h2>
        {unread > 0 && (
          <Button variant="ghost" size="sm" onClick={() => read()}>
            {t('markAll')}
          </Button>
        )}
      </div>
      <div className="max-h-96 overflow-y-auto">
        <Newest query={query} onOpen={(id) => (read([id]), setOpen(false))} />
      </div>
      <div className="border-t pt-1">
        <Link
          href={allHref}
          onClick={() => setOpen(false)}
          className="hover:bg-hover block rounded-md px-2 py-2 text-center text-sm font-medium"
        >
          {t('all')}
        </Link>
      </div>
    </Popover>
  );
}

function Count({ unread }: { unread: number }) {
  return (
    <span
      aria-hidden
      className="figures bg-accent text-on-accent absolute end-0 top-0 min-w-4 rounded-full px-1 text-center text-[10px]/4 font-semibold"
    >
      {unread > 99 ? '99+' : unread}
    </span>
  );
}

type Query = ReturnType<typeof useNotifications>['query'];

function Newest({ query, onOpen }: { query: Query; onOpen: (id: string) => void }) {
  const t = useTranslations('notifications');
  if (query.isPending) return <Skeleton className="m-2 h-24" />;
  if (!query.data) return <p className="text-muted px-2 py-4 text-sm">{t('lost')}</p>;
  if (query.data.rows.length === 0) return <p className="text-muted px-2 py-4 text-sm">{t('none')}</p>;
  return (
    <ul>
      {query.data.rows.map((item) => (
        <NotificationItem key={item.id} item={item} onOpen={() => onOpen(item.id)} />
      ))}
    </ul>
  );
}
