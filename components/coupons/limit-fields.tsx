'use client';

import { useTranslations } from 'next-intl';
import type { FieldPath, FieldValues, PathValue } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionForm } from '@/components/ui/use-action-form';

// An empty number field is «none»; anything else goes to the schema as it is.
const numberOrNone = (value: unknown) => (value === '' || value === null ? null : Number(value));

/** The last day of a coupon and how often it may be used. */
export function LimitFields<Values extends FieldValues>({ form }: { form: ActionForm<Values> }) {
  const t = useTranslations('admin.coupons.form');
  const [endsOn, maxUses] = ['endsOn', 'maxUses'] as FieldPath<Values>[] as [
    FieldPath<Values>,
    FieldPath<Values>,
  ];
  const setValueAs = (value: unknown) => numberOrNone(value) as PathValue<Values, FieldPath<Values>>;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('endsOn')} hint={t('endsHint')} optional error={form.error(endsOn)}>
        <Input type="date" {...form.register(endsOn)} />
      </Field>
      <Field label={t('maxUses')} hint={t('maxUsesHint')} optional error={form.error(maxUses)}>
        <Input type="number" step={1} {...form.register(maxUses, { setValueAs })} />
      </Field>
    </div>
  );
}
