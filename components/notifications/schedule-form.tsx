'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { ChangeEvent } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { type ScheduleDto, SaveScheduleInput } from '@/lib/domain/notifications/schema';

interface ScheduleFormProps {
  schedule: ScheduleDto;
  timeZones: string[];
  languages: { code: string; name: string }[];
  hasTelegram: boolean;
  save: Action<z.input<typeof SaveScheduleInput>, unknown>;
}

const clock = (minute: number | null) =>
  minute === null
    ? ''
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `22:30` as minutes of the day; an empty field is none. */
function minuteOf(typed: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(typed) ?? [];
  return hours ? Number(hours) * 60 + Number(minutes) : null;
}

/** When mails may come, in the reader's own day, and in which language. */
export function ScheduleForm({ schedule, timeZones, languages, hasTelegram, save }: ScheduleFormProps) {
  const t = useTranslations('notifications.schedule');
  const toast = useToast();
  const router = useRouter();
  const form = useActionForm({
    schema: SaveScheduleInput,
    action: save,
    defaultValues: schedule,
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  const time = (name: 'quietFrom' | 'quietTo' | 'digestAt') => ({
    ...{ type: 'time', name, defaultValue: clock(schedule[name]), disabled: !form.hydrated },
    // The browser's field speaks of hours and minutes, the form of minutes of the day.
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
      const minute = minuteOf(target.value);
      if (name === 'digestAt') form.form.setValue(name, minute ?? schedule.digestAt);
      else form.form.setValue(name, minute);
    },
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('locale')} error={form.error('locale')}>
        <Select {...form.register('locale')}>
          {languages.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('timeZone')} error={form.error('timeZone')}>
        <Select {...form.register('timeZone')}>
          {timeZones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{t('quiet')}</legend>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('quietFrom')} error={form.error('quietFrom')}>
            <Input {...time('quietFrom')} />
          </Field>
          <Field label={t('quietTo')} error={form.error('quietTo')}>
            <Input {...time('quietTo')} />
          </Field>
        </div>
        <p className="text-muted text-sm">{t('quietHint')}</p>
      </fieldset>
      <Field label={t('digestAt')} hint={t('digestHint')} error={form.error('digestAt')}>
        <Input {...time('digestAt')} />
      </Field>
      {hasTelegram && (
        <Field label={t('telegram')} hint={t('telegramHint')} error={form.error('telegramChatId')} optional>
          <Input inputMode="numeric" {...form.register('telegramChatId')} />
        </Field>
      )}
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
