'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
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
import { formatDate, formatDecimal } from '@/lib/core/format';
import { RedeemPromotionInput, type RedeemedDto } from '@/lib/domain/promotions/schema';

export type Redeem = Action<z.input<typeof RedeemPromotionInput>, RedeemedDto>;

/** Takes a promotion code and says what it brought. */
export function RedeemDialog({ redeem }: { redeem: Redeem }) {
  const t = useTranslations('promotions.redeem');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('open')}</Button>}
      title={t('title')}
      description={t('description')}
    >
      <RedeemForm redeem={redeem} close={() => setOpen(false)} />
    </Dialog>
  );
}

function RedeemForm({ redeem, close }: { redeem: Redeem; close: () => void }) {
  const t = useTranslations('promotions.redeem');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: RedeemPromotionInput,
    action: redeem,
    defaultValues: { code: '' },
    onSuccess: ({ credits, expiresAt }) => {
      const brought = { credits: formatDecimal(credits, locale), count: Number(credits) };
      const until = expiresAt && t('until', { date: formatDate(expiresAt, locale, timeZone) });
      toast({ title: t('done', brought), description: until ?? t('never'), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('code')} error={form.error('code')}>
        <Input autoComplete="off" spellCheck={false} className="uppercase" {...form.register('code')} />
      </Field>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
