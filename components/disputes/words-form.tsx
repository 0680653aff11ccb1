'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { evidenceKinds } from '@/lib/domain/disputes/schema.kinds';
import { AddEvidenceInput } from '@/lib/domain/disputes/schema';

type Add = Action<z.input<typeof AddEvidenceInput>, unknown>;

/** A piece of evidence in words. */
export function WordsForm({ disputeId, add }: { disputeId: string; add: Add }) {
  const t = useTranslations('review.dispute.evidence');
  const router = useRouter();
  const form = useActionForm({
    schema: AddEvidenceInput,
    action: add,
    defaultValues: { disputeId, kind: 'product_description' as const, body: '' },
    resetOnSuccess: true,
    onSuccess: () => router.refresh(),
  });
  return (
    <ActionForm form={form} label={t('addWords')} className="border-t pt-5">
      <Field label={t('kindLabel')} error={form.error('kind')} className="max-w-form">
        <Select {...form.register('kind')}>
          {evidenceKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('body')} error={form.error('body')}>
        <Textarea rows={4} {...form.register('body')} />
      </Field>
      <SubmitButton variant="secondary">{t('add')}</SubmitButton>
    </ActionForm>
  );
}
