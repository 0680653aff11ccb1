'use client';

import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { LinkCustomerInput } from '@/lib/domain/apps/schema';

export type Link = Action<z.input<typeof LinkCustomerInput>, unknown>;

export function LinkCustomer({ appId, action }: { appId: string; action: Link }) {
  const t = useTranslations('developers.links');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Link2 aria-hidden />
          {t('link')}
        </Button>
      }
      title={t('linkTitle')}
    >
      <LinkForm appId={appId} action={action} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function LinkForm({ appId, action, onDone }: { appId: string; action: Link; onDone: () => void }) {
  const t = useTranslations('developers.links');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: LinkCustomerInput,
    action,
    defaultValues: { appId, externalId: '', organisation: '' },
    onSuccess: (_, { externalId }) => {
      toast({ title: t('linked', { externalId }), tone: 'positive' });
      router.refresh();
      onDone();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('externalId')} hint={t('externalIdHint')} error={form.error('externalId')}>
        <Input autoComplete="off" spellCheck={false} {...form.register('externalId')} />
      </Field>
      <Field label={t('organisation')} hint={t('organisationHint')} error={form.error('organisation')}>
        <Input autoComplete="off" spellCheck={false} {...form.register('organisation')} />
      </Field>
      <SubmitButton>{t('link')}</SubmitButton>
    </ActionForm>
  );
}
