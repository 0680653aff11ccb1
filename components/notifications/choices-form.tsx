'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Checkbox } from '@/components/ui/checkbox';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { type ChoiceDto, SavePreferencesInput } from '@/lib/domain/notifications/schema';

const PACES = ['now', 'digest', 'off'] as const;

interface ChoicesFormProps {
  choices: ChoiceDto[];
  /** Whether there is a bot that could speak to the reader. */
  hasTelegram: boolean;
  save: Action<z.input<typeof SavePreferencesInput>, unknown>;
}

/** One line an event: by mail and how soon, in the bell, in one's own chat. */
export function ChoicesForm({ choices, hasTelegram, save }: ChoicesFormProps) {
  const t = useTranslations('notifications.choices');
  const event = useTranslations('notifications.events');
  const toast = useToast();
  const router = useRouter();
  const form = useActionForm({
    schema: SavePreferencesInput,
    action: save,
    defaultValues: { choices: choices.map(({ isTransactional: _, ...choice }) => choice) },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <div className="divide-line flex flex-col divide-y">
        {choices.map((choice, at) => (
          <fieldset
            key={choice.event}
            className="grid items-center gap-x-4 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_12rem_auto]"
          >
            <legend className="float-start text-sm font-medium sm:contents">
              <span>{event(choice.event)}</span>
            </legend>
            {choice.isTransactional ? (
              <p className="text-muted text-sm" title={t('alwaysHint')}>
                {t('email')}: {t('always')}
              </p>
            ) : (
              <Select
                aria-label={t('emailFor', { event: event(choice.event) })}
                disabled={!form.hydrated}
                {...form.register(`choices.${at}.email`)}
              >
                {PACES.map((pace) => (
                  <option key={pace} value={pace}>
                    {t(`pace.${pace}`)}
                  </option>
                ))}
              </Select>
            )}
            <div className="flex flex-wrap gap-x-4 gap-y-2">
              <Checkbox
                label={t('inApp')}
                aria-label={t('inAppFor', { event: event(choice.event) })}
                disabled={!form.hydrated}
                {...form.register(`choices.${at}.inApp`)}
              />
              {hasTelegram && (
                <Checkbox
                  label={t('telegram')}
                  aria-label={t('telegramFor', { event: event(choice.event) })}
                  disabled={!form.hydrated}
                  {...form.register(`choices.${at}.telegram`)}
                />
              )}
            </div>
          </fieldset>
        ))}
      </div>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
