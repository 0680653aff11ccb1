'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import type { CloseDisputeInput } from '@/lib/domain/disputes/schema';

type Close = Action<z.input<typeof CloseDisputeInput>, unknown>;

/** What the bank decided, where no provider tells us. */
export function CloseDispute({ disputeId, close }: { disputeId: string; close: Close }) {
  return (
    <>
      <Outcome outcome="won" disputeId={disputeId} close={close} />
      <Outcome outcome="lost" disputeId={disputeId} close={close} />
    </>
  );
}

function Outcome(props: { outcome: 'won' | 'lost'; disputeId: string; close: Close }) {
  const { outcome, disputeId, close } = props;
  const t = useTranslations('review.dispute.close');
  const router = useRouter();
  const { run } = useAction(close, { onSuccess: () => router.refresh() });
  return (
    <ConfirmDialog
      trigger={<Button>{t(`${outcome}.open`)}</Button>}
      tone={outcome === 'lost' ? 'danger' : 'primary'}
      title={t(`${outcome}.title`)}
      description={t(`${outcome}.text`)}
      confirmLabel={t(`${outcome}.open`)}
      onConfirm={() => run({ disputeId, outcome })}
    />
  );
}
