'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import type { ActionForm as Form } from '@/components/ui/use-action-form';
import type { Country } from '@/lib/domain/billing/schema.countries';
import { type BillingProfileDto, SaveBillingProfileInput } from '@/lib/domain/billing/schema';
import { AddressFields } from './address-fields';

interface DetailsFormProps {
  profile: BillingProfileDto;
  countries: Country[];
  save: Action<z.input<typeof SaveBillingProfileInput>, unknown>;
  /** Other words for the button and for what was done, and what follows, where the form is a short step to something else. */
  submit?: string;
  done?: string;
  onSaved?: () => void;
}

/** Who buys, as invoices name them. */
export function DetailsForm({ profile, countries, save, submit, done, onSaved }: DetailsFormProps) {
  const t = useTranslations('details');
  const toast = useToast();
  const router = useRouter();
  const { legalName, line1, line2, city, region, postalCode, country, isBusiness, paper } = profile;
  const form = useActionForm({
    schema: SaveBillingProfileInput,
    action: save,
    defaultValues: {
      ...{ legalName, line1, line2, city, region, postalCode, country, isBusiness, paper },
      ...{ taxId: profile.taxId ?? '', email: profile.email ?? '' },
    },
    onSuccess: () => {
      toast({ title: done ?? t('saved'), tone: 'positive' });
      router.refresh();
      onSaved?.();
    },
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('legalName')} hint={t('legalNameHint')} error={form.error('legalName')}>
        <Input autoComplete="organization" {...form.register('legalName')} />
      </Field>
      <AddressFields form={form} countries={countries} />
      <Checkbox
        label={t('isBusiness')}
        hint={t('isBusinessHint')}
        error={form.error('isBusiness')}
        {...form.register('isBusiness')}
      />
      <Field label={t('taxId')} hint={t('taxIdHint')} optional error={form.error('taxId')}>
        <Input autoComplete="off" spellCheck={false} {...form.register('taxId')} />
      </Field>
      {!onSaved && <Sending form={form} />}
      <SubmitButton>{submit ?? t('save')}</SubmitButton>
    </ActionForm>
  );
}

/** Where invoices go and on what: asked where there is time for it. */
function Sending({ form }: { form: Form<z.input<typeof SaveBillingProfileInput>> }) {
  const t = useTranslations('details');
  return (
    <>
      <Field label={t('email')} hint={t('emailHint')} optional error={form.error('email')}>
        <Input type="email" autoComplete="email" {...form.register('email')} />
      </Field>
      <Field label={t('paper')} error={form.error('paper')}>
        <Select {...form.register('paper')}>
          <option value="a4">{t('a4')}</option>
          <option value="letter">{t('letter')}</option>
        </Select>
      </Field>
    </>
  );
}
