import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Card, CardHeader } from '@/components/ui/card';
import { PreferencesForm } from '@/components/warnings/preferences-form';
import { getWarningPreferences } from '@/lib/domain/warnings/preferences';
import { requireMember } from '@/lib/web/session';
import { saveWarnings } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('notifications') };
}

export default async function NotificationsPage() {
  const { ctx, person } = await requireMember();
  const [t, preferences] = await Promise.all([
    getTranslations('warnings.settings'),
    getWarningPreferences(ctx),
  ]);
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead')} />
      <PreferencesForm preferences={preferences} email={person.email} action={saveWarnings} />
    </Card>
  );
}
