'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useSafeAction } from '@/components/ui/use-action';
import { useToast } from '@/components/ui/toast';
import type { RequestDto } from '@/lib/domain/support/schema.dto';
import { useCredits } from './use-credits';

interface CancelButtonProps {
  request: RequestDto;
  withdraw: Action<{ requestId: string }, { released: string }>;
  onDone: () => void;
}

/** The customer's way out, as long as nobody has taken the request. */
export function CancelButton({ request, withdraw, onDone }: CancelButtonProps) {
  const t = useTranslations('support.cancel');
  const credits = useCredits();
  const toast = useToast();
  const safely = useSafeAction(withdraw);
  const { returnable } = request.credits;
  const confirm = async () => {
    const result = await safely({ requestId: request.id });
    if (result.ok) toast({ title: t('done', { credits: credits(result.data.released) }), tone: 'positive' });
    else toast({ title: result.error.message, tone: 'critical', requestId: result.error.requestId });
    onDone();
  };
  return (
    <ConfirmDialog
      trigger={<Button>{t('button')}</Button>}
      title={t('title', { number: request.number })}
      description={returnable === '0' ? t('bodyFree') : t('body', { credits: credits(returnable) })}
      confirmLabel={t('confirm')}
      onConfirm={confirm}
    />
  );
}
