'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';

export function EndOtherSessions({ action }: { action: Action<Record<string, never>, { ended: number }> }) {
  const t = useTranslations('settings.sessions');
  const router = useRouter();
  const toast = useToast();
  const { run, pending } = useAction(action, {
    onSuccess: ({ ended }) => {
      toast({ title: t('endedOthers', { ended }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Button loading={pending} onClick={() => run({})}>
      {t('endOthers')}
    </Button>
  );
}
