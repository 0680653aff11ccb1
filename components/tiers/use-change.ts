'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { ChangeOutcomeDto } from '@/lib/domain/subscriptions/schema';

/** Runs a change of the subscription: on to the provider's page where money is needed, else `close` and back to Billing. */
export function useChange<Input>(
  action: Action<Input, ChangeOutcomeDto>,
  { done, close }: { done: string; close: () => void },
) {
  const t = useTranslations('tiers.dialog');
  const router = useRouter();
  const toast = useToast();
  return useAction(action, {
    quiet: true,
    onSuccess: ({ url }) => {
      if (url) {
        window.location.assign(url);
        return;
      }
      close();
      toast({ title: done || t('done'), tone: 'positive' });
      router.push('/billing');
      router.refresh();
    },
  });
}
