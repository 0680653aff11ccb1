'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { CustomerClass, SetCustomerClassInput } from '@/lib/domain/customers/schema';

interface ClassFormProps {
  organisationId: string;
  current: CustomerClass;
  change: Action<z.input<typeof SetCustomerClassInput>, unknown>;
}

/** There are two classes, so changing means taking the other one; the dialog says what it does to prices. */
export function ClassForm({ organisationId, current, change }: ClassFormProps) {
  const t = useTranslations('admin.customers');
  const router = useRouter();
  const toast = useToast();
  const other = current === 'vip' ? 'standard' : 'vip';
  const { run, pending } = useAction(change, {
    onSuccess: () => {
      toast({ title: t('classChanged', { name: t(`class.${other}`) }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ConfirmDialog
      tone="primary"
      trigger={<Button loading={pending}>{t('changeClass', { name: t(`class.${other}`) })}</Button>}
      title={t('changeClassTitle', { name: t(`class.${other}`) })}
      description={t('changeClassText')}
      confirmLabel={t('changeClass', { name: t(`class.${other}`) })}
      onConfirm={() => run({ organisationId, customerClass: other })}
    />
  );
}
