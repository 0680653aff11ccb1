import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import type { ActionForm } from '@/components/ui/use-action-form';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { limits } from '@/lib/domain/support/schema';
import type { CategoryDto } from '@/lib/domain/support/schema.dto';
import { useCredits } from '../use-credits';
import type { WizardValues } from './wizard-values';

export function WhatStep({
  form,
  categories,
}: {
  form: ActionForm<WizardValues>;
  categories: CategoryDto[];
}) {
  const t = useTranslations('support');
  const promises = useTranslations('promises.wizard');
  const credits = useCredits();
  return (
    <>
      <RadioCards
        legend={t('wizard.category')}
        error={form.error('category')}
        options={categories.map(({ code, name, hint, quotes, isQuoted }) => ({
          value: code,
          label: name,
          hint,
          aside: isQuoted ? promises('byQuote') : t('price.from', { price: credits(quotes.normal.price) }),
        }))}
        {...form.register('category')}
      />
      <Field label={t('wizard.service')} hint={t('wizard.serviceHint')} error={form.error('serviceAffected')}>
        <Input maxLength={limits.service} autoComplete="off" {...form.register('serviceAffected')} />
      </Field>
    </>
  );
}
