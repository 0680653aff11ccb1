'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useToast } from '@/components/ui/toast';
import type { AdjustWalletInput, WalletDto } from '@/lib/domain/wallet/schema';
import { AdjustFields } from './adjust-fields';

export interface AdjustFormProps {
  organisationId: string;
  name: string;
  wallet: WalletDto;
  adjust: Action<z.input<typeof AdjustWalletInput>, unknown>;
}

/** Corrects a wallet by hand, in two steps: what and why, then what will follow. */
export function AdjustForm(props: AdjustFormProps) {
  const t = useTranslations('admin.customers.adjust');
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const done = () => {
    toast({ title: t('done'), tone: 'positive' });
    setOpen(false);
    router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{t('open')}</Button>}
      title={t('title', { name: props.name })}
      description={t('description')}
    >
      <AdjustFields {...props} done={done} />
    </Dialog>
  );
}
