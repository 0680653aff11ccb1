'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { ChangeDeploymentInput, type DeploymentDto } from '@/lib/domain/deployments/schema';
import type { DeploymentActions } from './deployment-actions';

interface ChangeDeploymentProps {
  deployment: DeploymentDto;
  action: DeploymentActions['change'];
}

/** Another name, or other pages that may show it. */
export function ChangeDeployment({ deployment, action }: ChangeDeploymentProps) {
  const t = useTranslations('deployments');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('change.open')}</Button>}
      title={t('change.title', { name: deployment.name })}
    >
      <Form deployment={deployment} action={action} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function Form({ deployment, action, onDone }: ChangeDeploymentProps & { onDone: () => void }) {
  const t = useTranslations('deployments');
  const router = useRouter();
  const toast = useToast();
  const { id: deploymentId, name, origins } = deployment;
  const form = useActionForm({
    schema: ChangeDeploymentInput,
    action,
    defaultValues: { deploymentId, name, origins: origins.join('\n') },
    onSuccess: (_, values) => {
      toast({ title: t('change.done', { name: values.name }), tone: 'positive' });
      onDone();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('name')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label={t('origins')} hint={t('originsHint')} error={form.error('origins')}>
        <Textarea rows={3} spellCheck={false} className="font-mono" {...form.register('origins')} />
      </Field>
      <SubmitButton>{t('change.submit')}</SubmitButton>
    </ActionForm>
  );
}
