import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import { PageHeader } from '@/components/ui/page-header';
import { requirePerson } from '@/lib/web/session';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [{ organisation }, t] = await Promise.all([requirePerson(), getTranslations('settings')]);
  return (
    <>
      <PageHeader title={t('title')} description={t(organisation ? 'lead' : 'leadStaff')} />
      <SettingsTabs hasOrganisation={organisation !== null} />
      {children}
    </>
  );
}
