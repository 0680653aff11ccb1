'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldArray } from 'react-hook-form';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useFieldMessage } from '@/components/ui/use-field-message';
import { SaveHolidaysInput } from '@/lib/domain/sla/schema';
import type { LevelsDto } from '@/lib/domain/sla/schema.dto';
import { useLevelSaved } from './use-level-saved';

type Values = z.input<typeof SaveHolidaysInput>;

/** The days on which nothing counts. */
export function HolidaysForm({ levels, save }: { levels: LevelsDto; save: Action<Values, unknown> }) {
  const t = useTranslations('promises.levels');
  const message = useFieldMessage();
  const onSuccess = useLevelSaved('savedHolidays');
  const form = useActionForm({
    schema: SaveHolidaysInput,
    action: save,
    defaultValues: { holidays: levels.holidays, applyToOpen: true },
    onSuccess,
  });
  const { fields, append, remove } = useFieldArray({ control: form.form.control, name: 'holidays' });
  const typed = form.form.watch('holidays');
  const wrong = fields.length > 0 ? form.error('holidays') : undefined;
  const isOfList = wrong === 'holidayTwice';
  return (
    <Card>
      <CardHeader title={t('holidays')} description={t('holidaysText', { zone: levels.timeZone })} />
      <ActionForm form={form} label={t('holidays')}>
        {fields.length === 0 && <p className="text-muted text-sm">{t('noHolidays')}</p>}
        <ul className="flex flex-col gap-3">
          {fields.map(({ id }, index) => (
            <li key={id} className="grid grid-cols-[9.5rem_minmax(0,1fr)_auto] items-end gap-2">
              <Field label={t('date')} hideLabel={index > 0} error={form.error(`holidays.${index}.day`)}>
                <Input type="date" {...form.register(`holidays.${index}.day`)} />
              </Field>
              <Field label={t('holiday')} hideLabel={index > 0} error={form.error(`holidays.${index}.name`)}>
                <Input {...form.register(`holidays.${index}.name`)} />
              </Field>
              <Button
                variant="ghost"
                aria-label={t('removeHoliday', { name: typed[index]?.name ?? '' })}
                onClick={() => remove(index)}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
        {isOfList && (
          <p role="alert" className="text-critical text-sm">
            {message(wrong)}
          </p>
        )}
        <div>
          <Button size="sm" onClick={() => append({ day: '', name: '' })}>
            <Plus aria-hidden />
            {t('addHoliday')}
          </Button>
        </div>
        <Checkbox label={t('applyToOpen')} hint={t('applyHint')} {...form.register('applyToOpen')} />
        <div>
          <SubmitButton>{t('saveHolidays')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
