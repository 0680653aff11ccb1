'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/form-error';
import type { ChangeOutcomeDto } from '@/lib/domain/subscriptions/schema';
import { useChange } from './use-change';

interface LeaveDialogProps {
  trigger: ReactNode;
  tierName: string;
  /** The tier that follows: the free one; null where there is none. */
  nextTierName: string | null;
  periodEnd: string;
  endsAtOnce?: boolean;
  cancel: Action<Record<never, never>, ChangeOutcomeDto>;
}

/**
 * Ends a paid tier with its period, or at once where that is over and the next is not paid; says what stays, what goes and
 * whether it can be taken back.
 */
export function LeaveDialog(props: LeaveDialogProps) {
  const { trigger, tierName, nextTierName, periodEnd, endsAtOnce = false, cancel } = props;
  const t = useTranslations('tiers.leave');
  const [isOpen, setOpen] = useState(false);
  const { run, pending, failure } = useChange(cancel, {
    done: t(endsAtOnce ? 'doneNow' : 'done', { tier: tierName }),
    close: () => setOpen(false),
  });
  const date = () => <Time at={periodEnd} />;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={trigger}
      title={t('title', { tier: tierName })}
      description={
        endsAtOnce
          ? t('textNow')
          : nextTierName
            ? t.rich('text', { date, next: nextTierName })
            : t.rich('textAlone', { date })
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('keep', { tier: tierName })}</Button>
          </DialogClose>
          <Button variant="danger" loading={pending} onClick={() => run({})}>
            {t('confirm', { tier: tierName })}
          </Button>
        </>
      }
    >
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      <ul className="flex list-disc flex-col gap-1 ps-4 text-sm">
        {endsAtOnce && <li>{t('void')}</li>}
        {!endsAtOnce && <li>{t.rich('until', { date, tier: tierName })}</li>}
        {!endsAtOnce && <li>{t.rich('expire', { date })}</li>}
        <li>{t('packs')}</li>
        {!endsAtOnce && <li>{t.rich('undo', { date })}</li>}
      </ul>
    </Dialog>
  );
}
