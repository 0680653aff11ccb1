import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PageCrumbs } from '@/components/frame/shell-context';
import { NotificationList } from '@/components/notifications/notification-list';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { listNotifications } from '@/lib/domain/notifications/bell';
import { ListNotificationsInput } from '@/lib/domain/notifications/schema';
import { requireMember } from '@/lib/web/session';
import { markRead } from './actions';

const Search = z.object({ before: ListNotificationsInput.shape.before.catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('notifications'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NotificationsPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const { before } = Search.parse(await searchParams);
  const [t, page] = await Promise.all([getTranslations('notifications'), listNotifications(ctx, { before })]);
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={<LinkButton href="/settings/notifications">{t('settings')}</LinkButton>}
      />
      <NotificationList
        key={before}
        page={page}
        markRead={markRead}
        firstHref={before ? '/notifications' : undefined}
        nextHref={page.next ? `/notifications?before=${page.next}` : undefined}
      />
    </>
  );
}
