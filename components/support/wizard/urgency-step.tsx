import { useTranslations } from 'next-intl';
import { RadioCards } from '@/components/ui/radio-cards';
import type { ActionForm } from '@/components/ui/use-action-form';
import type { OfferedPromisesDto } from '@/lib/domain/sla/schema.dto';
import { urgencies } from '@/lib/domain/support/schema';
import type { CategoryDto } from '@/lib/domain/support/schema.dto';
import { useCredits } from '../use-credits';
import { usePromiseText } from './promise-lines';
import type { WizardValues } from './wizard-values';

interface UrgencyStepProps {
  form: ActionForm<WizardValues>;
  categories: CategoryDto[];
  offered: OfferedPromisesDto | null;
}

/** How urgent it is, each with its price and what is promised for it. */
export function UrgencyStep({ form, categories, offered }: UrgencyStepProps) {
  const t = useTranslations('support');
  const credits = useCredits();
  const promise = usePromiseText();
  const category = categories.find(({ code }) => code === form.form.watch('category'));
  return (
    <RadioCards
      legend={t('wizard.urgencyLegend')}
      hideLegend
      error={form.error('urgency')}
      options={urgencies.map((urgency) => ({
        value: urgency,
        label: t(`urgency.${urgency}`),
        hint: (
          <>
            {t(`wizard.urgencyHint.${urgency}`)} {promise(offered?.byUrgency[urgency])}
          </>
        ),
        aside: category && !category.isQuoted && credits(category.quotes[urgency].price),
      }))}
      {...form.register('urgency')}
    />
  );
}
