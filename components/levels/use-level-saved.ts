'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useToast } from '@/components/ui/toast';

/** Says that a part of the service levels was saved, and shows the others by it. */
export function useLevelSaved(part: 'savedCalendar' | 'savedHolidays' | 'savedPolicy'): () => void {
  const t = useTranslations('promises.levels');
  const toast = useToast();
  const router = useRouter();
  return () => {
    toast({ title: t(part), tone: 'positive' });
    router.refresh();
  };
}
