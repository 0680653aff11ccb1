'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useId, useState, type ReactNode } from 'react';
import type { FieldPath, FieldValues, RegisterOptions } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionForm } from '@/components/ui/use-action-form';
import { useToast } from '@/components/ui/toast';
import type { ItemKind } from '@/lib/domain/catalog/schema';

interface ItemDialogProps {
  kind: ItemKind;
  /** The entry's name; none while it is new. */
  name?: string;
  children: (done: () => void) => ReactNode;
}

/** The dialog around an entry's form: its button, its name, and what happens when it was saved. */
export function ItemDialog({ kind, name, children }: ItemDialogProps) {
  const t = useTranslations('admin.catalogue');
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const done = () => {
    toast({ title: name ? t('saved', { name }) : t('created'), tone: 'positive' });
    setOpen(false);
    router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        name ? (
          <Button size="sm" variant="ghost" aria-label={t('editNamed', { name })}>
            {t('edit')}
          </Button>
        ) : (
          <Button variant="primary" size="sm">
            {t(`${kind}.new`)}
          </Button>
        )
      }
      title={name ? t('editNamed', { name }) : t(`${kind}.new`)}
      description={name ? t(`${kind}.editText`) : undefined}
    >
      {children(done)}
    </Dialog>
  );
}

interface ItemFieldProps<Values extends FieldValues> {
  form: ActionForm<Values>;
  name: FieldPath<Values>;
  label: string;
  hint?: string;
  type?: 'text' | 'number';
  readOnly?: boolean;
  /** Values that others of its kind have; anything else may be typed too. */
  suggestions?: string[];
  options?: RegisterOptions<Values, FieldPath<Values>>;
}

/** One line of an entry's form. */
export function ItemField<Values extends FieldValues>(props: ItemFieldProps<Values>) {
  const { form, name, label, hint, type = 'text', readOnly, suggestions, options } = props;
  const list = useId();
  return (
    <Field label={label} hint={hint} error={form.error(name)}>
      <Input
        type={type}
        readOnly={readOnly}
        step={type === 'number' ? 1 : undefined}
        list={suggestions && list}
        {...form.register(name, options)}
      />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </Field>
  );
}
