'use client';

import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { LinkTabs } from '@/components/ui/tabs';

const OWN = ['profile', 'sessions'] as const;
const SHARED = ['notifications', 'organisation', 'members', 'developers', 'deployments'] as const;

/** One's own matters, and for members of an organisation what they share. */
export function SettingsTabs({ hasOrganisation }: { hasOrganisation: boolean }) {
  const t = useTranslations('settings');
  const path = usePathname();
  const tabs = [...OWN, ...(hasOrganisation ? SHARED : [])].map((tab) => {
    const href = tab === 'profile' ? '/settings' : `/settings/${tab}`;
    return { href, label: t(`tabs.${tab}`), current: path === href };
  });
  return <LinkTabs label={t('title')} tabs={tabs} />;
}
