import { useTranslations } from 'next-intl';
import { RadioCards } from '@/components/ui/radio-cards';
import type { ActionForm } from '@/components/ui/use-action-form';
import { urgencies } from '@/lib/domain/support/schema';
import type { CategoryDto } from '@/lib/domain/support/schema.dto';
import { useCredits } from '../use-credits';
import type { WizardValues } from './wizard-values';

export function UrgencyStep({
  form,
  categories,
}: {
  form: ActionForm<WizardValues>;
  categories: CategoryDto[];
}) {
  const t = useTranslations('support');
  const credits = useCredits();
  const category = categories.find(({ code }) => code === form.form.watch('category'));
  return (
    <RadioCards
      legend={t('wizard.urgencyLegend')}
      hideLegend
      error={form.error('urgency')}
      options={urgencies.map((urgency) => ({
        value: urgency,
        label: t(`urgency.${urgency}`),
        hint: t(`wizard.urgencyHint.${urgency}`),
        aside: category && credits(category.quotes[urgency].price),
      }))}
      {...form.register('urgency')}
    />
  );
}
