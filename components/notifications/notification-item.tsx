import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import type { NotificationDto } from '@/lib/domain/notifications/schema';

interface NotificationItemProps {
  item: NotificationDto;
  onOpen?: () => void;
}

/** One thing that happened: a sentence that leads to it, a mark while it is unread, and when it was. */
export function NotificationItem({ item, onOpen }: NotificationItemProps) {
  const t = useTranslations('notifications');
  const line = useTranslations('lines');
  return (
    <li className="relative">
      <Link
        href={item.path}
        onClick={onOpen}
        className="hover:bg-hover flex items-start gap-2.5 rounded-md px-2 py-2 text-sm transition-colors"
      >
        <span
          aria-hidden
          className={cn('mt-1.5 size-2 shrink-0 rounded-full', !item.isRead && 'bg-accent')}
        />
        <span className="flex min-w-0 flex-col [overflow-wrap:anywhere]">
          <span className={cn(!item.isRead && 'font-medium')}>
            {!item.isRead && <span className="sr-only">{t('unread')}: </span>}
            {line(item.event, item.values)}
          </span>
          <span className="text-muted text-xs">
            <Time at={item.at} format="relative" />
          </span>
        </span>
      </Link>
    </li>
  );
}
