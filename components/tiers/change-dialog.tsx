'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { SkeletonText } from '@/components/ui/skeleton';
import { ChangeFacts } from './change-facts';
import { useConfirmWords } from './confirm-words';
import { CouponField } from './coupon-field';
import type { Move } from './tier-rules';
import type { ChangeOutcomeDto, ChangePreviewDto } from '@/lib/domain/subscriptions/schema';
import type { TierChoice } from './types';
import { useChange } from './use-change';

type Asked = TierChoice & { couponCode?: string };

export type ChangeActions = {
  preview: Action<Asked, ChangePreviewDto>;
  /** `dueNowMinor` is the amount that was shown: another one is refused, never charged unseen. */
  change: Action<Asked & { dueNowMinor: string }, ChangeOutcomeDto>;
};

interface ChangeDialogProps {
  trigger: ReactNode;
  choice: TierChoice;
  tierName: string;
  move: Extract<Move, 'start' | 'upgrade' | 'downgrade' | 'interval'>;
  actions: ChangeActions;
}

/** What a change of tier costs and brings, before anything is charged; the button names the sum. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { trigger, choice, tierName, move, actions } = props;
  const t = useTranslations('tiers.dialog');
  const [isOpen, setOpen] = useState(false);
  const [preview, setPreview] = useState<ChangePreviewDto | null>(null);
  const look = useAction(actions.preview, { quiet: true, onSuccess: setPreview });
  // What is planned begins with the charge that pays for it.
  const isLater = preview !== null && preview.startsAt === preview.nextChargeAt;
  // What costs something now is no change for later, whatever a month of each comes to.
  const isNow = preview !== null && !isLater && move === 'downgrade';
  const does = isLater ? 'downgrade' : isNow ? 'upgrade' : move;
  const title = { tier: tierName, interval: choice.interval };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        setPreview(null);
        if (open) look.run(choice);
      }}
      trigger={trigger}
      title={t(`title.${isNow ? does : move}`, title)}
      description={t(`text.${isLater ? does : textOf(does, preview)}`)}
    >
      <Body {...props} move={does} look={look} preview={preview} close={() => setOpen(false)} />
    </Dialog>
  );
}

function textOf(move: ChangeDialogProps['move'], preview: ChangePreviewDto | null) {
  if (preview?.endsTrial) return 'trial';
  if (preview?.isNewPeriod) return 'anew';
  return move === 'upgrade' && preview?.isByInvoice ? 'invoiced' : move;
}

type BodyProps = ChangeDialogProps & {
  close: () => void;
  look: Look;
  preview: ChangePreviewDto | null;
};
type Look = Pick<ReturnType<typeof useAction<Asked, ChangePreviewDto>>, 'run' | 'pending' | 'failure'>;

function Body({ choice, tierName, move, actions, look, preview, close }: BodyProps) {
  const t = useTranslations('tiers.dialog');
  const words = useConfirmWords();
  const [couponCode, setCoupon] = useState<string | undefined>();
  const change = useChange(actions.change, { done: t('changed', { tier: tierName }), close });
  const couponError = look.failure?.fields?.coupon ?? look.failure?.fields?.couponCode;
  const failure = change.failure ?? (couponError ? null : look.failure);
  return (
    <div className="flex flex-col gap-4">
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      {preview ? (
        <ChangeFacts preview={preview} isLater={move === 'downgrade'} />
      ) : (
        !look.failure && <Computing />
      )}
      {move !== 'downgrade' && (
        <CouponField
          applied={couponCode}
          error={couponError}
          pending={look.pending}
          apply={(code) => {
            setCoupon(code);
            look.run({ ...choice, couponCode: code });
          }}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2 max-sm:[&>*]:flex-1">
        <DialogClose asChild>
          <Button>{t('keep')}</Button>
        </DialogClose>
        {preview && !couponError && (
          <Button
            variant="primary"
            loading={change.pending}
            disabled={look.pending}
            onClick={() => change.run({ ...choice, couponCode, dueNowMinor: preview.dueNowMinor })}
          >
            {words(move, tierName, preview)}
          </Button>
        )}
      </div>
    </div>
  );
}

function Computing() {
  const t = useTranslations('tiers.dialog');
  return (
    <div role="status" aria-label={t('computing')}>
      <SkeletonText lines={4} />
    </div>
  );
}
