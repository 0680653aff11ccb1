'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useAction } from '@/components/ui/form';
import { Pagination } from '@/components/ui/pagination';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { NotificationsDto } from '@/lib/domain/notifications/schema';
import { NotificationItem } from './notification-item';

interface NotificationListProps {
  page: NotificationsDto;
  markRead: Action<{ ids?: string[] }, { unread: number }>;
  firstHref?: string;
  nextHref?: string;
}

/** A page of everything that rang; opening one marks it. */
export function NotificationList({ page, markRead, firstHref, nextHref }: NotificationListProps) {
  const t = useTranslations('notifications');
  const router = useRouter();
  const hydrated = useHydrated();
  const mark = useAction(markRead, { onSuccess: () => router.refresh() });
  if (page.rows.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t('none')} />
      </Card>
    );
  return (
    <Card padded={false}>
      {page.unread > 0 && (
        <div className="flex justify-end border-b p-2">
          <Button
            variant="ghost"
            size="sm"
            disabled={!hydrated}
            loading={mark.pending}
            onClick={() => mark.run({})}
          >
            {t('markAll')}
          </Button>
        </div>
      )}
      <ul aria-label={t('listLabel')} className="p-2">
        {page.rows.map((item) => (
          <NotificationItem
            key={item.id}
            item={item}
            onOpen={() => {
              if (!item.isRead) mark.run({ ids: [item.id] });
            }}
          />
        ))}
      </ul>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
