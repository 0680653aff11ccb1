'use client';

import { useTranslations } from 'next-intl';
import { enter } from '@/components/accounts/sign-in-request';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';

interface LeaveButtonProps {
  organisation: string;
  action: Action<Record<string, never>, unknown>;
}

/** For members who manage nobody: the way out. */
export function LeaveButton({ organisation, action }: LeaveButtonProps) {
  const t = useTranslations('settings.members');
  const { run } = useAction(action, { onSuccess: () => enter() });
  return (
    <ConfirmDialog
      trigger={<Button>{t('leave')}</Button>}
      title={t('leaveTitle', { organisation })}
      description={t('leaveBody')}
      confirmLabel={t('leave')}
      onConfirm={() => run({})}
    />
  );
}
