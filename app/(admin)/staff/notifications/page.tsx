import { getTimeZone, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { PageCrumbs } from '@/components/frame/shell-context';
import { NotificationList } from '@/components/notifications/notification-list';
import { PreferencesCards } from '@/components/notifications/preferences-cards';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { localeNames } from '@/lib/core/locales';
import { timeZones } from '@/lib/core/time-zones';
import { listNotifications } from '@/lib/domain/notifications/bell';
import { getPreferences } from '@/lib/domain/notifications/get-preferences';
import { ListNotificationsInput } from '@/lib/domain/notifications/schema';
import { requireStaff } from '@/lib/web/session';
import * as actions from './actions';

const TABS = ['news', 'choices'] as const;
const HERE = '/staff/notifications';

const Search = z.object({
  tab: z.enum(TABS).catch('news'),
  before: ListNotificationsInput.shape.before.catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('notifications'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What rang for a member of staff, and what they want to hear. */
export default async function StaffNotificationsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('account:self');
  const { tab, before } = Search.parse(await searchParams);
  const t = await getTranslations('notifications');
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader title={t('title')} description={t('lead')} />
      <LinkTabs
        label={t('tabs.label')}
        tabs={TABS.map((one) => ({
          href: one === 'news' ? HERE : `${HERE}?tab=${one}`,
          label: t(`tabs.${one}`),
          current: one === tab,
        }))}
      />
      {tab === 'news' ? <News ctx={ctx} before={before} /> : <Choices ctx={ctx} />}
    </>
  );
}

async function News({ ctx, before }: { ctx: Context; before?: string }) {
  const page = await listNotifications(ctx, { before });
  return (
    <NotificationList
      key={before}
      page={page}
      markRead={actions.markRead}
      firstHref={before ? HERE : undefined}
      nextHref={page.next ? `${HERE}?before=${page.next}` : undefined}
    />
  );
}

async function Choices({ ctx }: { ctx: Context }) {
  const [zone, preferences] = await Promise.all([getTimeZone(), getPreferences(ctx)]);
  const { schedule, isScheduled } = preferences;
  const own = { ...schedule, timeZone: isScheduled ? schedule.timeZone : zone };
  return (
    <PreferencesCards
      preferences={{ ...preferences, schedule: own }}
      timeZones={timeZones(own.timeZone)}
      languages={Object.entries(localeNames).map(([code, name]) => ({ code, name }))}
      saveChoices={actions.saveChoices}
      saveHours={actions.saveHours}
    />
  );
}
