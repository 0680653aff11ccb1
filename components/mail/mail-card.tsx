'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { MailSettingInput } from '@/lib/domain/mail/schema';
import type { MailSettingDto } from '@/lib/domain/mail/schema.dto';

interface MailCardProps {
  setting: MailSettingDto;
  save: Action<z.input<typeof MailSettingInput>, unknown>;
}

/** Whether mails to the support address become requests, and of which category. */
export function MailCard({ setting, save }: MailCardProps) {
  const t = useTranslations('mail.setting');
  const toast = useToast();
  const router = useRouter();
  const { acceptNew, categoryCode, categories, address, isOpen } = setting;
  const form = useActionForm({
    schema: MailSettingInput,
    action: save,
    defaultValues: { acceptNew, categoryCode: categoryCode ?? '' },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead', { address })} />
      {!isOpen && (
        <Banner tone="warning" className="mb-4">
          {t('closed')}
        </Banner>
      )}
      <ActionForm form={form} className="max-w-form">
        <Checkbox label={t('acceptNew')} hint={t('acceptNewHint')} {...form.register('acceptNew')} />
        <Field label={t('category')} error={form.error('categoryCode')}>
          <Select {...form.register('categoryCode')}>
            <option value="">{t('first')}</option>
            {categories.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
