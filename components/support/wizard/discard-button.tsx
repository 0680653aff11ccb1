'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

/** Throws everything typed away, after asking. */
export function DiscardButton({ onDiscard }: { onDiscard: () => Promise<void> }) {
  const t = useTranslations('support.wizard');
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost">
          <Trash2 aria-hidden />
          {t('discard')}
        </Button>
      }
      title={t('discardTitle')}
      description={t('discardBody')}
      confirmLabel={t('discardConfirm')}
      onConfirm={onDiscard}
    />
  );
}
