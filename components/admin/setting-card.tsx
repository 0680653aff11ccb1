'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { useToast } from '@/components/ui/toast';

type Of = 'invoicing' | 'dunning' | 'money' | 'approvals' | 'support';

/** One group of settings with its title and what it is for. */
export function SettingCard({ of, children }: { of: Of; children: ReactNode }) {
  const t = useTranslations('admin.settings');
  return (
    <Card>
      <CardHeader title={t(`${of}.title`)} description={t(`${of}.description`)} />
      {children}
    </Card>
  );
}

/** What happens when a group was saved. */
export function useSaved(of: Of): () => void {
  const t = useTranslations('admin.settings');
  const toast = useToast();
  const router = useRouter();
  return () => {
    toast({ title: t(`${of}.saved`), tone: 'positive' });
    router.refresh();
  };
}
