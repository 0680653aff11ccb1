'use client';

import { Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { FieldNotes } from '@/components/ui/field';
import type { useActionForm } from '@/components/ui/form';
import { useFieldMessage } from '@/components/ui/use-field-message';

interface StarsProps {
  chosen: number;
  error: string | undefined;
  register: ReturnType<ReturnType<typeof useActionForm>['register']>;
  /** Where the words stand: the portal's, or those of the public page in its three languages. */
  words: 'support.rating' | 'rating.stars';
}

const scores = [1, 2, 3, 4, 5] as const;

/** One to five stars: native radios, so that arrow keys and screen readers know them. */
export function Stars({ chosen, error, register, words }: StarsProps) {
  const t = useTranslations(words);
  const id = useId();
  const message = useFieldMessage()(error);
  const [hovered, setHovered] = useState(0);
  const lit = scores.find((score) => score === (hovered || chosen));
  return (
    <fieldset aria-describedby={message ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{t('legend')}</legend>
      <div className="flex flex-wrap items-center gap-1" onPointerLeave={() => setHovered(0)}>
        {scores.map((score) => (
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
                score <= (lit ?? 0) ? 'fill-accent text-accent' : 'text-control fill-transparent',
              )}
            />
            <span className="sr-only">
              {t('star', { score })}: {t(`words.${score}`)}
            </span>
          </label>
        ))}
        {lit && <span className="text-muted ms-2 text-sm">{t(`words.${lit}`)}</span>}
      </div>
      <FieldNotes id={id} message={message} />
    </fieldset>
  );
}
