'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { OrganisationInput } from '@/lib/domain/accounts/schema';

interface OrganisationFormProps {
  organisation: { name: string; timeZone: string };
  timeZones: string[];
  action: Action<z.input<typeof OrganisationInput>, unknown>;
}

export function OrganisationForm({ organisation, timeZones, action }: OrganisationFormProps) {
  const t = useTranslations('settings.organisation');
  const toast = useToast();
  const router = useRouter();
  const { name, timeZone } = organisation;
  const form = useActionForm({
    schema: OrganisationInput,
    action,
    defaultValues: { name, timeZone },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
        <Input autoComplete="organization" {...form.register('name')} />
      </Field>
      <Field label={t('timeZone')} hint={t('timeZoneHint')} error={form.error('timeZone')}>
        <Select {...form.register('timeZone')}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
