'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { limits } from '@/lib/domain/approvals/schema';
import type { AskableDto } from '@/lib/domain/approvals/schema.dto';
import type { AskActions } from './ask-actions';
import { AskForm } from './ask-form';
import { CannotAsk, refusalsOf } from './cannot-ask';

interface AskApprovalProps {
  requestIds: string[];
  actions: AskActions;
  onDone: () => void;
  id?: string;
}

/** A button and its dialog: asks an owner about one request, or about several of one organisation. */
export function AskApproval({ requestIds, actions, onDone, id }: AskApprovalProps) {
  const t = useTranslations('asking');
  const toast = useToast();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [askable, setAskable] = useState<AskableDto[] | null>(null);
  const look = useAction(actions.look, { onSuccess: setAskable, quiet: true });
  const count = requestIds.length;
  const open = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setAskable(null);
    look.run({ requestIds });
  };
  const refusals = askable && refusalsOf(askable);
  const sent = (owner: string) => {
    toast({ title: t('sent', { owner }), tone: 'positive' });
    setOpen(false);
    onDone();
    router.refresh();
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={open}
      size="lg"
      trigger={
        <Button id={id} disabled={count > limits.batch}>
          {t('askCount', { count })}
        </Button>
      }
      title={t('title', { count, number: askable?.[0]?.number ?? '' })}
      description={t('description')}
    >
      {look.failure && <FormError message={look.failure.message} requestId={look.failure.requestId} />}
      {look.pending && (
        <div role="status" aria-label={t('loading')} className="flex flex-col gap-3">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-32 w-full" />
        </div>
      )}
      {askable && refusals && refusals.length > 0 && <CannotAsk refusals={refusals} />}
      {askable && refusals?.length === 0 && <AskForm askable={askable} actions={actions} onSent={sent} />}
    </Dialog>
  );
}
