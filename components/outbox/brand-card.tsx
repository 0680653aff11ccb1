'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { type BrandSetting, SaveBrandInput } from '@/lib/domain/notifications/schema';
import { LogoField } from './logo-field';

interface BrandCardProps {
  brand: BrandSetting;
  save: Action<z.input<typeof SaveBrandInput>, unknown>;
  removeLogo: Action<Record<string, never>, unknown>;
}

/** Name, colour and picture of the mails. */
export function BrandCard({ brand, save, removeLogo }: BrandCardProps) {
  const t = useTranslations('outbox.brand');
  const toast = useToast();
  const router = useRouter();
  const form = useActionForm({
    schema: SaveBrandInput,
    action: save,
    defaultValues: { name: brand.name, colour: brand.colour },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead')} />
      <ActionForm form={form} className="max-w-form">
        <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
          <Input autoComplete="off" {...form.register('name')} />
        </Field>
        <Field label={t('colour')} hint={t('colourHint')} error={form.error('colour')}>
          <Input className="font-mono" autoComplete="off" {...form.register('colour')} />
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
      <LogoField name={brand.name} logoKey={brand.logoKey} remove={removeLogo} />
    </Card>
  );
}
