'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { ProfileInput, type ProfileDto } from '@/lib/domain/accounts/schema';

interface ProfileFormProps {
  profile: ProfileDto;
  action: Action<{ name: string }, unknown>;
}

export function ProfileForm({ profile, action }: ProfileFormProps) {
  const t = useTranslations('settings.profile');
  const toast = useToast();
  const router = useRouter();
  const form = useActionForm({
    schema: ProfileInput,
    action,
    defaultValues: { name: profile.name },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
        <Input autoComplete="name" {...form.register('name')} />
      </Field>
      <Field label={t('email')} hint={t('emailHint')}>
        <Input type="email" value={profile.email} readOnly />
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
