'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { SavePriceRuleInput } from '@/lib/domain/catalog/schema';

export type SaveRule = Action<z.input<typeof SavePriceRuleInput>, unknown>;
export type PriceRuleKind = z.input<typeof SavePriceRuleInput>['kind'];

interface PriceRuleFormProps {
  kind: PriceRuleKind;
  code: string;
  label: string;
  bps: number;
  save: SaveRule;
}

/** One factor: a multiplier for an urgency, a discount in per cent for the others. */
export function PriceRuleForm({ kind, code, label, bps, save }: PriceRuleFormProps) {
  const t = useTranslations('admin.catalogue.rules');
  const router = useRouter();
  const toast = useToast();
  const isFactor = kind === 'urgency';
  const form = useActionForm({
    schema: SavePriceRuleInput,
    action: save,
    defaultValues: { kind, key: code, value: String(isFactor ? bps / 10_000 : bps / 100) },
    onSuccess: () => {
      toast({ title: t('saved', { name: label }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} label={label} className="flex-row items-start gap-2">
      <Field label={label} error={form.error('value')} className="flex-1">
        <Input
          inputMode="decimal"
          start={isFactor ? <span aria-hidden>×</span> : undefined}
          end={isFactor ? undefined : <span aria-hidden>%</span>}
          {...form.register('value')}
        />
      </Field>
      <SubmitButton variant="secondary" className="mt-6.5" aria-label={t('saveNamed', { name: label })}>
        {t('save')}
      </SubmitButton>
    </ActionForm>
  );
}
