'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { type CouponDto, UpdateCouponInput } from '@/lib/domain/coupons/schema';
import { LimitFields } from './limit-fields';

interface EditCouponProps {
  coupon: CouponDto;
  save: Action<z.input<typeof UpdateCouponInput>, unknown>;
}

/** A coupon's name, end and limit; the rest stays as people were told. */
export function EditCoupon(props: EditCouponProps) {
  const t = useTranslations('admin.coupons.edit');
  const [open, setOpen] = useState(false);
  const { code } = props.coupon;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost" aria-label={t('openNamed', { code })}>
          {t('open')}
        </Button>
      }
      title={t('title', { code })}
      description={t('description')}
    >
      <EditFields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

/** The last whole day (UTC) before an instant. */
const lastDay = (endsAt: string | null) =>
  endsAt ? new Date(Date.parse(endsAt) - 1).toISOString().slice(0, 10) : '';

function EditFields({ coupon, save, close }: EditCouponProps & { close: () => void }) {
  const t = useTranslations('admin.coupons');
  const router = useRouter();
  const toast = useToast();
  const { code, name, endsAt, maxUses } = coupon;
  const form = useActionForm({
    schema: UpdateCouponInput,
    action: save,
    defaultValues: { code, name, endsOn: lastDay(endsAt), maxUses },
    onSuccess: () => {
      toast({ title: t('edit.done', { code }), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('form.name')} hint={t('form.nameHint')} error={form.error('name')}>
        <Input {...form.register('name')} />
      </Field>
      <LimitFields form={form} />
      <SubmitButton>{t('edit.submit')}</SubmitButton>
    </ActionForm>
  );
}
