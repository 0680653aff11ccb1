'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { SaveCalendarInput, weekdays } from '@/lib/domain/sla/schema';
import type { LevelsDto } from '@/lib/domain/sla/schema.dto';
import { DayHours } from './day-hours';
import type { HoursValues } from './hours-values';
import { useLevelSaved } from './use-level-saved';

interface HoursFormProps {
  levels: LevelsDto;
  timeZones: string[];
  save: Action<HoursValues, unknown>;
}

/** When the desk works: the hours of each day by the clock of one time zone. */
export function HoursForm({ levels, timeZones, save }: HoursFormProps) {
  const t = useTranslations('promises.levels');
  const onSuccess = useLevelSaved('savedCalendar');
  const { name, timeZone, hours } = levels;
  const form = useActionForm({
    schema: SaveCalendarInput,
    action: save,
    defaultValues: { name, timeZone, hours, applyToOpen: true },
    onSuccess,
  });
  return (
    <Card>
      <CardHeader title={t('calendar')} description={t('calendarText')} />
      <ActionForm form={form} label={t('calendar')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('name')} error={form.error('name')}>
            <Input {...form.register('name')} />
          </Field>
          <Field label={t('zone')} hint={t('zoneHint')} error={form.error('timeZone')}>
            <Select {...form.register('timeZone')}>
              {timeZones.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </Select>
          </Field>
        </div>
        <ul className="flex flex-col divide-y border-y">
          {weekdays.map((day) => (
            <DayHours key={day} day={day} form={form} />
          ))}
        </ul>
        <Checkbox label={t('applyToOpen')} hint={t('applyHint')} {...form.register('applyToOpen')} />
        <div>
          <SubmitButton>{t('saveCalendar')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
