'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';

export type Retry = Action<{ refundId: string }, unknown>;

/** Asks the provider once more at once; under the refund's own id nothing is ever sent twice. */
export function RetryRefund({ refundId, retry }: { refundId: string; retry: Retry }) {
  const t = useTranslations('common');
  const router = useRouter();
  const { run, pending } = useAction(retry, { onSuccess: () => router.refresh() });
  return (
    <Button size="sm" className="self-start" loading={pending} onClick={() => run({ refundId })}>
      {t('tryAgain')}
    </Button>
  );
}
