'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { useCredits } from '@/components/support/use-credits';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { AskableDto } from '@/lib/domain/approvals/schema.dto';
import type { DraftState } from './use-drafts';

type SummaryFieldProps = ComponentProps<'textarea'> & {
  request: AskableDto;
  draft: DraftState;
  error: string | undefined;
};

/** One card of the mail: which request, and the lines that the owner will read about it. */
export function SummaryField({ request, draft, error, ...props }: SummaryFieldProps) {
  const t = useTranslations('asking');
  const credits = useCredits();
  const { number, subject, price } = request;
  const said = draft === 'drafting' || draft === 'drafted' ? t(draft) : t(`draft.${draft}`);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-t pt-4">
      <legend className="sr-only">{t('card', { number, subject })}</legend>
      <p aria-hidden className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="text-muted font-mono">{number}</span>
        <bdi className="min-w-0 font-medium [overflow-wrap:anywhere]">{subject}</bdi>
        <span className="text-muted ms-auto">{credits(price)}</span>
      </p>
      <Field label={t('summary')} hint={t('summaryHint')} error={error}>
        <Textarea rows={6} dir="auto" placeholder={t('summaryPlaceholder')} {...props} />
      </Field>
      <p role="status" className="text-muted text-sm">
        {said}
      </p>
    </fieldset>
  );
}
