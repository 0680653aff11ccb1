'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import type { ReconciledProvider } from '@/lib/domain/reconciliation/schema';
import type { StartRun } from './run-form';

interface AgainButtonProps {
  provider: ReconciledProvider;
  from: string;
  to: string;
  start: StartRun;
}

/** The same days once more, as a run of its own. */
export function AgainButton({ provider, from, to, start }: AgainButtonProps) {
  const t = useTranslations('books.reconciliation');
  const router = useRouter();
  const { run, pending } = useAction(start, {
    onSuccess: ({ runId }) => router.push(`/finance/reconciliation/${runId}`),
  });
  return (
    <Button loading={pending} onClick={() => run({ provider, from, to })}>
      {t('again')}
    </Button>
  );
}
