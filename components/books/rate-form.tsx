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
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { RateInput } from '@/lib/domain/rates/schema';

interface RateFormProps {
  base: string;
  currencies: string[];
  /** The currency that it begins with: one that has no rate. */
  first: string;
  today: string;
  save: Action<z.input<typeof RateInput>, unknown>;
}

/** The dialog in which finance says what a currency is worth from a day on. */
export function RateForm(props: RateFormProps) {
  const t = useTranslations('books.rates');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{t('add')}</Button>}
      title={t('add')}
      description={t('description', { base: props.base })}
    >
      <Fields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function Fields({ base, currencies, first, today, save, close }: RateFormProps & { close: () => void }) {
  const t = useTranslations('books.rates');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: RateInput,
    action: save,
    defaultValues: { currency: first, validFrom: today, rate: '' },
    onSuccess: () => {
      toast({ title: t('done'), tone: 'positive' });
      router.refresh();
      close();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('currency')} error={form.error('currency')}>
        <Select {...form.register('currency')}>
          {currencies.map((currency) => (
            <option key={currency} value={currency}>
              {currency}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('validFrom')} error={form.error('validFrom')}>
        <Input type="date" {...form.register('validFrom')} />
      </Field>
      <Field label={t('rate', { base })} error={form.error('rate')}>
        <Input inputMode="decimal" {...form.register('rate')} />
      </Field>
      <SubmitButton>{t('set')}</SubmitButton>
    </ActionForm>
  );
}
