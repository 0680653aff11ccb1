'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { ReconciledProvider } from '@/lib/domain/reconciliation/schema';

export type Bring = Action<{ runId: string; position: number }, unknown>;
interface BringButtonProps {
  runId: string;
  position: number;
  provider: ReconciledProvider;
  bring: Bring;
}

/** Asks the provider once more and brings our payment to what it says. */
export function BringButton({ runId, position, provider, bring }: BringButtonProps) {
  const t = useTranslations('books.reconciliation');
  const router = useRouter();
  const toast = useToast();
  const { run, pending } = useAction(bring, {
    onSuccess: () => {
      toast({ title: t('broughtDone'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Button size="sm" variant="primary" loading={pending} onClick={() => run({ runId, position })}>
      {t('bring', { provider: t(`provider.${provider}`) })}
    </Button>
  );
}
