'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { CreateAppInput } from '@/lib/domain/apps/schema';

type Create = Action<z.input<typeof CreateAppInput>, { id: string }>;

/** A new app opens its page: keys and customers come next. */
export function CreateApp({ action }: { action: Create }) {
  const t = useTranslations('developers.apps');
  return (
    <Dialog
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t('create')}
        </Button>
      }
      title={t('create')}
      description={t('createLead')}
    >
      <CreateForm action={action} />
    </Dialog>
  );
}

function CreateForm({ action }: { action: Create }) {
  const t = useTranslations('developers.apps');
  const router = useRouter();
  const form = useActionForm({
    schema: CreateAppInput,
    action,
    defaultValues: { name: '' },
    onSuccess: ({ id }) => router.push(`/admin/apps/${id}`),
  });
  return (
    <ActionForm form={form}>
      <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <SubmitButton>{t('create')}</SubmitButton>
    </ActionForm>
  );
}
