'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ActionForm as FormState } from '@/components/ui/use-action-form';
import { formatPercent } from '@/lib/core/format';
import { currencies } from '@/lib/domain/billing/schema';
import { type ItemInput, SupportCategoryInput } from '@/lib/domain/catalog/schema';
import { ItemDialog, ItemField } from './item-dialog';
import { type FieldsProps, type FormProps, Names } from './item-forms';

export function CategoryForm(props: FormProps<'supportCategory'>) {
  return (
    <ItemDialog kind="supportCategory" name={props.item?.name}>
      {(done) => <CategoryFields {...props} done={done} />}
    </ItemDialog>
  );
}

const blank = {
  ...{ code: '', name: '', hint: '', price: '', prices: {}, active: true },
  ...{ isQuoted: false, needsApproval: false, lateRefundBps: 0 },
};

function CategoryFields({ save, item, position, done }: FieldsProps<'supportCategory'>) {
  const t = useTranslations('admin.catalogue');
  const form = useActionForm({
    schema: SupportCategoryInput,
    action: save,
    defaultValues: item ?? { ...blank, position },
    onSuccess: done,
  });
  const isQuoted = form.form.watch('isQuoted');
  return (
    <ActionForm form={form}>
      <Names form={form} isNew={!item} />
      <Field label={t('field.hint')} error={form.error('hint')}>
        <Input {...form.register('hint')} />
      </Field>
      <Checkbox label={t('field.isQuoted')} hint={t('field.isQuotedHint')} {...form.register('isQuoted')} />
      <ItemField
        form={form}
        name="price"
        label={t('field.priceCredits')}
        hint={isQuoted ? t('field.priceQuotedHint') : undefined}
      />
      {!isQuoted && <CardPriceFields form={form} />}
      <LateRefund form={form} />
      <Checkbox
        label={t('field.needsApproval')}
        hint={t('field.needsApprovalHint')}
        {...form.register('needsApproval')}
      />
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}

type CategoryFormState = FormState<ItemInput<'supportCategory'>>;

/** What one costs by card in each currency; empty: credits only. */
function CardPriceFields({ form }: { form: CategoryFormState }) {
  const t = useTranslations('admin.catalogue.field');
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">{t('cardPrices')}</legend>
      <p className="text-muted text-sm">{t('cardPricesHint')}</p>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {currencies.map((currency) => (
          <Field key={currency} label={currency} error={form.error(`prices.${currency}`)}>
            <Input inputMode="decimal" {...form.register(`prices.${currency}`)} />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

const SHARES = [0, 500, 1_000, 1_500, 2_000, 2_500, 3_000, 5_000, 7_500, 10_000];

/** What part comes back when a request is late; a share that a file has set is among the choices. */
function LateRefund({ form }: { form: CategoryFormState }) {
  const t = useTranslations('admin.catalogue.field');
  const locale = useLocale();
  const own = Number(form.form.watch('lateRefundBps') ?? 0);
  const shares = [...new Set([...SHARES, own])].sort((a, b) => a - b);
  return (
    <Field label={t('lateRefund')} hint={t('lateRefundHint')} error={form.error('lateRefundBps')}>
      <Select {...form.register('lateRefundBps', { valueAsNumber: true })}>
        {shares.map((bps) => (
          <option key={bps} value={bps}>
            {bps === 0 ? t('lateRefundNone') : formatPercent(bps / 10_000, { digits: 2, locale })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
