'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { OwnerContactInput, ownerLocales } from '@/lib/domain/approvals/schema';
import type { OwnerContactDto } from '@/lib/domain/approvals/schema.dto';

interface OwnerContactFormProps {
  contact: OwnerContactDto | null;
  save: Action<z.input<typeof OwnerContactInput>, unknown>;
  remove: Action<Record<string, never>, unknown>;
}

/** Who says yes for the organisation: reached by mail, without an account. */
export function OwnerContactForm({ contact, save, remove }: OwnerContactFormProps) {
  const t = useTranslations('settings.owner');
  const toast = useToast();
  const router = useRouter();
  const form = useActionForm({
    schema: OwnerContactInput,
    action: save,
    defaultValues: contact ?? { name: '', email: '', locale: 'en' },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  const removal = useAction(remove, {
    onSuccess: () => {
      form.form.reset({ name: '', email: '', locale: 'en' });
      toast({ title: t('removed'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('name')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label={t('email')} hint={t('emailHint')} error={form.error('email')}>
        <Input type="email" autoComplete="off" {...form.register('email')} />
      </Field>
      <Field label={t('locale')} hint={t('localeHint')} error={form.error('locale')}>
        <Select {...form.register('locale')}>
          {ownerLocales.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{t('save')}</SubmitButton>
        {contact && (
          <Button loading={removal.pending} onClick={() => removal.run({})}>
            {t('remove')}
          </Button>
        )}
      </div>
    </ActionForm>
  );
}
