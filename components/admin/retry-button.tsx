'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { RetryJobInput } from '@/lib/domain/operations/schema';

interface RetryButtonProps {
  jobId: string;
  task: string;
  retry: Action<z.input<typeof RetryJobInput>, unknown>;
}

export function RetryButton({ jobId, task, retry }: RetryButtonProps) {
  const t = useTranslations('admin.jobs');
  const router = useRouter();
  const toast = useToast();
  const { run, pending } = useAction(retry, {
    onSuccess: () => {
      toast({ title: t('retried', { id: jobId }), tone: 'positive' });
      router.refresh();
    },
    onFailure: () => router.refresh(),
  });
  return (
    <Button
      size="sm"
      loading={pending}
      aria-label={t('retryNamed', { task, id: jobId })}
      onClick={() => run({ jobId })}
    >
      {t('retry')}
    </Button>
  );
}
