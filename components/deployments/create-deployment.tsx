'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { CreateDeploymentInput } from '@/lib/domain/deployments/schema';
import type { CreateAction } from './deployment-actions';

interface CreateDeploymentProps {
  apps: { id: string; name: string }[];
  create: CreateAction;
}

/** Registers one more installation. */
export function CreateDeployment({ apps, create }: CreateDeploymentProps) {
  const t = useTranslations('deployments');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{t('create.open')}</Button>}
      title={t('create.title')}
      description={t('create.lead')}
    >
      <Form apps={apps} create={create} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function Form({ apps, create, onDone }: CreateDeploymentProps & { onDone: () => void }) {
  const t = useTranslations('deployments');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: CreateDeploymentInput,
    action: create,
    defaultValues: { name: '', code: '', origins: '', appId: '' },
    onSuccess: (_, { name }) => {
      toast({ title: t('create.done', { name }), tone: 'positive' });
      onDone();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('name')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label={t('code')} hint={t('codeHint')} error={form.error('code')}>
        <Input autoComplete="off" spellCheck={false} className="font-mono" {...form.register('code')} />
      </Field>
      <Field label={t('origins')} hint={t('originsHint')} error={form.error('origins')}>
        <Textarea rows={2} spellCheck={false} className="font-mono" {...form.register('origins')} />
      </Field>
      {apps.length > 0 && (
        <Field label={t('app')} hint={t('appHint')} error={form.error('appId')}>
          <Select {...form.register('appId')}>
            <option value="">{t('noApp')}</option>
            {apps.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <SubmitButton>{t('create.submit')}</SubmitButton>
    </ActionForm>
  );
}
