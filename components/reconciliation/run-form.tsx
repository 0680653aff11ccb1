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
import { ReconciliationInput, reconciledProviders } from '@/lib/domain/reconciliation/schema';

export type StartRun = Action<z.input<typeof ReconciliationInput>, { runId: string }>;

/** Asks for a comparison and goes to it. */
export function RunForm({ from, to, start }: { from: string; to: string; start: StartRun }) {
  const t = useTranslations('books.reconciliation');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: ReconciliationInput,
    action: start,
    defaultValues: { provider: 'stripe', from, to },
    onSuccess: ({ runId }) => {
      toast({ title: t('started'), tone: 'positive' });
      // The list shows it as well, while the page of it is still loading.
      router.refresh();
      router.push(`/finance/reconciliation/${runId}`);
    },
  });
  return (
    <ActionForm form={form} label={t('startTitle')} className="sm:flex-row sm:flex-wrap sm:items-end">
      <Field label={t('with')} error={form.error('provider')} className="sm:w-44">
        <Select {...form.register('provider')}>
          {reconciledProviders.map((provider) => (
            <option key={provider} value={provider}>
              {t(`provider.${provider}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('from')} error={form.error('from')} className="sm:w-40">
        <Input type="date" {...form.register('from')} />
      </Field>
      <Field label={t('to')} error={form.error('to')} className="sm:w-40">
        <Input type="date" {...form.register('to')} />
      </Field>
      <SubmitButton className="sm:self-end">{t('start')}</SubmitButton>
    </ActionForm>
  );
}
