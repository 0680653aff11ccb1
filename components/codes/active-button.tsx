'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';

interface ActiveButtonProps {
  /** What the code is of: its own words. */
  words: 'admin.coupons' | 'promotions';
  code: string;
  active: boolean;
  setActive: Action<{ code: string; active: boolean }, unknown>;
}

/** Stops a coupon or a promotion's code after a question, or lets it work again at once. */
export function ActiveButton({ words, code, active, setActive }: ActiveButtonProps) {
  const t = useTranslations(words);
  const router = useRouter();
  const toast = useToast();
  const change = useAction(setActive, {
    onSuccess: () => {
      toast({ title: t(active ? 'deactivated' : 'activated', { code }), tone: 'positive' });
      router.refresh();
    },
  });
  if (!active)
    return (
      <Button
        size="sm"
        variant="ghost"
        loading={change.pending}
        aria-label={t('activateNamed', { code })}
        onClick={() => change.run({ code, active: true })}
      >
        {t('activate')}
      </Button>
    );
  return (
    <ConfirmDialog
      trigger={
        <Button
          size="sm"
          variant="ghost"
          loading={change.pending}
          aria-label={t('deactivateNamed', { code })}
        >
          {t('deactivate')}
        </Button>
      }
      title={t('deactivateTitle', { code })}
      description={t('deactivateText')}
      confirmLabel={t('deactivateNamed', { code })}
      onConfirm={() => change.run({ code, active: false })}
    />
  );
}
