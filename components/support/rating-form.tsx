'use client';

import { useTranslations } from 'next-intl';
import { Stars } from '@/components/ratings/stars';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { RateInput } from '@/lib/domain/ratings/schema';
import type { RatingDto } from '@/lib/domain/support/schema.dto';

export type RateAction = Action<{ requestId: string; score: unknown; comment?: string }, unknown>;

interface RatingFormProps {
  requestId: string;
  rating: RatingDto | null;
  rate: RateAction;
  onRated: () => void;
}

/** One to five stars and a comment. */
export function RatingForm({ requestId, rating, rate, onRated }: RatingFormProps) {
  const t = useTranslations('support.rating');
  const toast = useToast();
  const form = useActionForm({
    schema: RateInput,
    action: rate,
    defaultValues: { requestId, score: rating ? String(rating.score) : '', comment: rating?.comment ?? '' },
    onSuccess: () => {
      toast({ title: t('sent'), tone: 'positive' });
      onRated();
    },
  });
  const chosen = Number(form.form.watch('score') ?? 0);
  return (
    <ActionForm form={form} label={t('title')}>
      <Stars
        words="support.rating"
        chosen={chosen}
        error={form.error('score')}
        register={form.register('score')}
      />
      <Field label={t('comment')} optional error={form.error('comment')}>
        <Textarea rows={3} {...form.register('comment')} />
      </Field>
      <div>
        <SubmitButton>{t(rating ? 'change' : 'send')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
