import type { Metadata } from 'next';
import { getTimeZone, getTranslations } from 'next-intl/server';
import { PreferencesCards } from '@/components/notifications/preferences-cards';
import { Card, CardHeader } from '@/components/ui/card';
import { PreferencesForm } from '@/components/warnings/preferences-form';
import { localeNames } from '@/lib/core/locales';
import { timeZones } from '@/lib/core/time-zones';
import { getPreferences } from '@/lib/domain/notifications/get-preferences';
import { getWarningPreferences } from '@/lib/domain/warnings/preferences';
import { requireMember } from '@/lib/web/session';
import { saveChoices, saveHours, saveWarnings } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('notifications') };
}

export default async function NotificationsPage() {
  const { ctx, person } = await requireMember();
  const [t, zone, warnings, preferences] = await Promise.all([
    getTranslations('warnings.settings'),
    getTimeZone(),
    getWarningPreferences(ctx),
    getPreferences(ctx),
  ]);
  const { schedule, isScheduled } = preferences;
  const own = { ...schedule, timeZone: isScheduled ? schedule.timeZone : zone };
  return (
    <>
      <Card>
        <CardHeader title={t('title')} description={t('lead')} />
        <PreferencesForm preferences={warnings} email={person.email} action={saveWarnings} />
      </Card>
      <PreferencesCards
        preferences={{ ...preferences, schedule: own }}
        timeZones={timeZones(own.timeZone)}
        languages={Object.entries(localeNames).map(([code, name]) => ({ code, name }))}
        saveChoices={saveChoices}
        saveHours={saveHours}
      />
    </>
  );
}
