'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { ActionForm } from '@/components/ui/use-action-form';
import { useFieldMessage } from '@/components/ui/use-field-message';
import type { weekdays } from '@/lib/domain/sla/schema';
import type { HoursValues } from './hours-values';

type Day = (typeof weekdays)[number];

const MOST = 4;

/** The hours of one day of the week, in up to four stretches; none: closed. */
export function DayHours({ day, form }: { day: Day; form: ActionForm<HoursValues> }) {
  const t = useTranslations('promises.levels');
  const message = useFieldMessage();
  const name = t(`day.${day}`);
  const spans = form.form.watch(`hours.${day}`) ?? [];
  const set = (next: [string, string][]) => form.form.setValue(`hours.${day}`, next, { shouldDirty: true });
  const wrong = message(form.error(`hours.${day}`));
  return (
    <li className="flex flex-col gap-2 py-2 sm:flex-row sm:items-start">
      <span className="w-28 shrink-0 pt-1.5 text-sm font-medium">{name}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        {spans.length === 0 && <span className="text-muted pt-1.5 text-sm">{t('dayOff')}</span>}
        {spans.map((_, index) => (
          <div key={index} className="flex items-center gap-2">
            <Input
              aria-label={t('opens', { day: name })}
              className="w-20"
              inputMode="numeric"
              maxLength={5}
              {...form.register(`hours.${day}.${index}.0`)}
            />
            <span className="text-muted text-sm">{t('to')}</span>
            <Input
              aria-label={t('closes', { day: name })}
              className="w-20"
              inputMode="numeric"
              maxLength={5}
              {...form.register(`hours.${day}.${index}.1`)}
            />
            <Button
              size="sm"
              variant="ghost"
              aria-label={t('removeSpan', { day: name })}
              onClick={() => set(spans.filter((_span, other) => other !== index))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        {wrong && (
          <p role="alert" className="text-critical text-sm">
            {wrong}
          </p>
        )}
      </div>
      {spans.length < MOST && (
        <Button
          size="sm"
          aria-label={t('addSpanOf', { day: name })}
          onClick={() => set([...spans, spans.length === 0 ? ['09:00', '17:00'] : ['', '']])}
        >
          <Plus aria-hidden />
          {t('addSpan')}
        </Button>
      )}
    </li>
  );
}
