'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Checkbox } from '@/components/ui/checkbox';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import { SaveWarningPreferencesInput, type WarningPreferencesDto } from '@/lib/domain/warnings/schema';
import { useThresholdLine } from './threshold-line';

interface PreferencesFormProps {
  preferences: WarningPreferencesDto;
  email: string;
  action: Action<z.input<typeof SaveWarningPreferencesInput>, unknown>;
}

export function PreferencesForm({ preferences, email, action }: PreferencesFormProps) {
  const t = useTranslations('warnings.settings');
  const toast = useToast();
  const router = useRouter();
  const line = useThresholdLine();
  const { warnByEmail, told, thresholds } = preferences;
  const form = useActionForm({
    schema: SaveWarningPreferencesInput,
    action,
    defaultValues: { warnByEmail, told },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  const chosen = useWatch({ control: form.form.control, name: 'told' });
  const choose = (key: string, isChosen: boolean) =>
    form.form.setValue('told', isChosen ? [...chosen, key] : chosen.filter((other) => other !== key));
  return (
    <ActionForm form={form} className="max-w-form">
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-sm font-medium">{t('when')}</legend>
        {thresholds.map((threshold) => (
          <Checkbox
            key={threshold.key}
            label={line(threshold)}
            checked={chosen.includes(threshold.key)}
            disabled={!form.hydrated}
            onChange={({ target }) => choose(threshold.key, target.checked)}
          />
        ))}
        <p className="text-muted text-sm">{t('whenHint')}</p>
      </fieldset>
      <Checkbox
        label={t('byEmail')}
        hint={t('byEmailHint', { email })}
        disabled={!form.hydrated}
        {...form.register('warnByEmail')}
      />
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
