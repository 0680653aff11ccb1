'use client';

import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { cn } from '@/components/ui/cn';
import { Field, FieldNotes } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { useFieldMessage } from '@/components/ui/use-field-message';
import { RateInput } from '@/lib/domain/support/schema';
import type { RatingDto } from '@/lib/domain/support/schema.dto';

export type RateAction = Action<{ requestId: string; score: unknown; comment?: string }, unknown>;

interface RatingFormProps {
  requestId: string;
  rating: RatingDto | null;
  rate: RateAction;
  onRated: () => void;
}

/** One to five stars and a comment: native radios, so that arrow keys and screen readers know them. */
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
      <Stars chosen={chosen} error={form.error('score')} register={form.register('score')} />
      <Field label={t('comment')} optional error={form.error('comment')}>
        <Textarea rows={3} {...form.register('comment')} />
      </Field>
      <div>
        <SubmitButton>{t(rating ? 'change' : 'send')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

interface StarsProps {
  chosen: number;
  error: string | undefined;
  register: ReturnType<ReturnType<typeof useActionForm>['register']>;
}

function Stars({ chosen, error, register }: StarsProps) {
  const t = useTranslations('support.rating');
  const id = useId();
  const message = useFieldMessage()(error);
  const [hovered, setHovered] = useState(0);
  const lit = hovered || chosen;
  return (
    <fieldset aria-describedby={message ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{t('legend')}</legend>
      <div className="flex items-center gap-1" onPointerLeave={() => setHovered(0)}>
        {([1, 2, 3, 4, 5] as const).map((score) => (
          <label
            key={score}
            onPointerEnter={() => setHovered(score)}
            className="has-focus-visible:outline-accent cursor-pointer rounded-sm p-1 has-focus-visible:outline-2"
          >
            <input type="radio" value={score} className="sr-only" {...register} />
            <Star
              aria-hidden
              className={cn(
                'size-6',
                score <= lit ? 'fill-accent text-accent' : 'text-control fill-transparent',
              )}
            />
            <span className="sr-only">
              {t('star', { score })}: {t(`words.${score}`)}
            </span>
          </label>
        ))}
        {lit > 0 && <span className="text-muted ms-2 text-sm">{t(`words.${lit as 1 | 2 | 3 | 4 | 5}`)}</span>}
      </div>
      <FieldNotes id={id} message={message} />
    </fieldset>
  );
}
