'use client';

import { useTranslations } from 'next-intl';
import type { FieldPath, FieldValues } from 'react-hook-form';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import type { ActionForm as FormState } from '@/components/ui/use-action-form';
import {
  type CatalogueDto,
  type ItemInput,
  type ItemKind,
  PackInput,
  ServiceInput,
  type ServicePriceDto,
  TierInput,
} from '@/lib/domain/catalog/schema';
import { ItemDialog, ItemField } from './item-dialog';
import { PackPriceFields, TierPriceFields } from './price-fields';
import { PriceHistory } from './price-history';

export type FormProps<K extends ItemKind> = {
  save: Action<ItemInput<K>, unknown>;
  item?: CatalogueDto[K][number];
  /** Where a new entry goes: the end of its list. */
  position?: number;
};
export type FieldsProps<K extends ItemKind> = FormProps<K> & { done: () => void };

// An empty number field is «none»; anything else goes to the schema as it is.
const numberOrNone = (value: unknown) => (value === '' || value === null ? null : Number(value));

/** The two fields that every entry has; a code never changes, because other things name it. */
export function Names<Values extends FieldValues>({
  form,
  isNew,
}: {
  form: FormState<Values>;
  isNew: boolean;
}) {
  const t = useTranslations('admin.catalogue');
  return (
    <>
      <ItemField form={form} name={'name' as FieldPath<Values>} label={t('field.name')} />
      <ItemField
        form={form}
        name={'code' as FieldPath<Values>}
        label={t('field.code')}
        hint={isNew ? t('field.codeHint') : t('field.codeFixed')}
        readOnly={!isNew}
      />
    </>
  );
}

export function PackForm(props: FormProps<'pack'>) {
  return (
    <ItemDialog kind="pack" name={props.item?.name}>
      {(done) => <PackFields {...props} done={done} />}
    </ItemDialog>
  );
}

function PackFields({ save, item, position, done }: FieldsProps<'pack'>) {
  const t = useTranslations('admin.catalogue');
  const blank = {
    code: '',
    name: '',
    description: '',
    credits: '',
    prices: {},
    active: true,
  };
  const form = useActionForm({
    schema: PackInput,
    action: save,
    defaultValues: item ?? { ...blank, validityDays: 365, position },
    onSuccess: done,
  });
  return (
    <ActionForm form={form}>
      <Names form={form} isNew={!item} />
      <ItemField form={form} name="description" label={t('field.description')} />
      <ItemField form={form} name="credits" label={t('field.credits')} />
      <PackPriceFields form={form} />
      <ItemField
        form={form}
        name="validityDays"
        type="number"
        label={t('field.validityDays')}
        hint={t('field.validityHint')}
        options={{ setValueAs: numberOrNone }}
      />
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}

export function TierForm(props: FormProps<'tier'>) {
  return (
    <ItemDialog kind="tier" name={props.item?.name}>
      {(done) => <TierFields {...props} done={done} />}
    </ItemDialog>
  );
}

function TierFields({ save, item, position, done }: FieldsProps<'tier'>) {
  const t = useTranslations('admin.catalogue');
  const blank = {
    code: '',
    name: '',
    description: '',
    allowance: '',
    rollover: '0',
    prices: {},
    trialDays: 0,
    active: true,
  };
  const form = useActionForm({
    schema: TierInput,
    action: save,
    defaultValues: item ?? { ...blank, position },
    onSuccess: done,
  });
  return (
    <ActionForm form={form}>
      <Names form={form} isNew={!item} />
      <ItemField form={form} name="description" label={t('field.description')} />
      <ItemField form={form} name="allowance" label={t('field.allowance')} />
      <ItemField form={form} name="rollover" label={t('field.rollover')} hint={t('field.rolloverHint')} />
      <TierPriceFields form={form} />
      <ItemField
        form={form}
        name="trialDays"
        type="number"
        label={t('field.trialDays')}
        hint={t('field.trialHint')}
        options={{ valueAsNumber: true }}
      />
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}

type ServiceFormProps = FormProps<'service'> & { groups: string[]; prices?: ServicePriceDto[] };

export function ServiceForm({ prices = [], ...props }: ServiceFormProps) {
  return (
    <ItemDialog kind="service" name={props.item?.name}>
      {(done) => (
        <>
          <ServiceFields {...props} done={done} />
          {props.item && <PriceHistory prices={prices} unit={props.item.unit} />}
        </>
      )}
    </ItemDialog>
  );
}

function ServiceFields({ save, item, position, groups, done }: ServiceFormProps & { done: () => void }) {
  const t = useTranslations('admin.catalogue');
  const blank = { code: '', name: '', group: '', unit: '', price: '', perUnits: 1, active: true };
  const form = useActionForm({
    schema: ServiceInput,
    action: save,
    defaultValues: item ?? { ...blank, rounding: 'up', position },
    onSuccess: done,
  });
  return (
    <ActionForm form={form}>
      <Names form={form} isNew={!item} />
      <ItemField form={form} name="group" label={t('field.group')} suggestions={groups} />
      <ItemField form={form} name="price" label={t('field.priceCredits')} />
      <ItemField
        form={form}
        name="perUnits"
        type="number"
        label={t('field.perUnits')}
        options={{ setValueAs: numberOrNone }}
      />
      <ItemField form={form} name="unit" label={t('field.unit')} />
      <Field label={t('field.rounding')} error={form.error('rounding')}>
        <Select {...form.register('rounding')}>
          {(['up', 'nearest', 'down'] as const).map((rounding) => (
            <option key={rounding} value={rounding}>
              {t(`rounding.${rounding}`)}
            </option>
          ))}
        </Select>
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
