'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useToast } from '@/components/ui/toast';
import { AdjustFields, type AdjustFormProps } from './adjust-fields';

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
