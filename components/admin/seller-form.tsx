'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import { AddressFields } from '@/components/billing-details/address-fields';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import type { Country } from '@/lib/domain/billing/schema.countries';
import { type Seller, SellerSetting } from '@/lib/domain/billing/schema';
import { AccountFields } from './account-fields';

interface SellerFormProps {
  seller: Seller | null;
  countries: Country[];
  save: Action<z.input<typeof SellerSetting>, unknown>;
}

const blank = {
  ...{ legalName: '', line1: '', line2: '', city: '', region: '', postalCode: '', country: '' },
  ...{ taxId: '', email: '', accounts: [], series: 'INV', creditSeries: 'CN' },
};

/** Who sells: the head of every invoice, and where transfers go. */
export function SellerForm({ seller, countries, save }: SellerFormProps) {
  const t = useTranslations('admin.settings.seller');
  const toast = useToast();
  const router = useRouter();
  const form = useActionForm({
    schema: SellerSetting,
    action: save,
    defaultValues: seller ? { ...seller, taxId: seller.taxId ?? '' } : blank,
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      <ActionForm form={form} className="max-w-form">
        <Field label={t('legalName')} error={form.error('legalName')}>
          <Input {...form.register('legalName')} />
        </Field>
        <AddressFields form={form} countries={countries} />
        <Field label={t('taxId')} hint={t('taxIdHint')} optional error={form.error('taxId')}>
          <Input spellCheck={false} {...form.register('taxId')} />
        </Field>
        <Field label={t('email')} error={form.error('email')}>
          <Input type="email" {...form.register('email')} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          {(['series', 'creditSeries'] as const).map((name) => (
            <Field
              key={name}
              label={t(name)}
              hint={t('seriesHint', { example: name === 'series' ? 'INV-2026-000123' : 'CN-2026-000007' })}
              error={form.error(name)}
            >
              <Input className="uppercase" {...form.register(name)} />
            </Field>
          ))}
        </div>
        <AccountFields form={form} />
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
