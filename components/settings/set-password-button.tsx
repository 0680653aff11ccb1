'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';

/** For somebody who only ever signed in by links: a mail lets them choose a password. */
export function SetPasswordButton({
  email,
  action,
}: {
  email: string;
  action: Action<{ email: string }, unknown>;
}) {
  const t = useTranslations('settings.password');
  const toast = useToast();
  const { run, pending } = useAction(action, {
    onSuccess: () => toast({ title: t('mailed', { email }), tone: 'positive' }),
  });
  return (
    <Button loading={pending} onClick={() => run({ email })}>
      {t('mail')}
    </Button>
  );
}
