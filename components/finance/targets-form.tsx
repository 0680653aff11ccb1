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
import { currencyDigits } from '@/lib/core/format';
import { TargetsInput, type TargetsDto } from '@/lib/domain/revenue/schema';

type Values = z.input<typeof TargetsInput>;
export type SaveTargets = Action<Values, unknown>;

const FIELDS = ['revenue', 'arpu', 'purchaseRate', 'utilisation', 'resolutionHours', 'satisfaction'] as const;

function typed(targets: TargetsDto): Values {
  const digits = currencyDigits(targets.currency);
  const money = (minor: number) => (minor / 10 ** digits).toFixed(digits);
  return {
    currency: targets.currency,
    revenue: money(targets.revenueMinor),
    arpu: money(targets.arpuMinor),
    purchaseRate: String(targets.purchaseRateBps / 100),
    utilisation: String(targets.utilisationBps / 100),
    resolutionHours: String(targets.resolutionHours),
    satisfaction: String(targets.satisfaction),
  };
}

/** The dialog in which finance sets what the company wants to reach. */
export function TargetsForm({ targets, save }: { targets: TargetsDto; save: SaveTargets }) {
  const t = useTranslations('finance.targets');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">{t('edit')}</Button>}
      title={t('editTitle')}
      description={t('editDescription')}
    >
      <Fields targets={targets} save={save} close={() => setOpen(false)} />
    </Dialog>
  );
}

function Fields({ targets, save, close }: { targets: TargetsDto; save: SaveTargets; close: () => void }) {
  const t = useTranslations('finance.targets');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: TargetsInput,
    action: save,
    defaultValues: typed(targets),
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
      close();
    },
  });
  return (
    <ActionForm form={form}>
      {FIELDS.map((name) => (
        <Field key={name} label={t(`field.${name}`, { currency: targets.currency })} error={form.error(name)}>
          <Input inputMode="decimal" {...form.register(name)} />
        </Field>
      ))}
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
