'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { type AppDto, type AppInput, RenameAppInput } from '@/lib/domain/apps/schema';

type Act = Action<z.input<typeof AppInput>, unknown>;
type Rename = Action<z.input<typeof RenameAppInput>, unknown>;

interface AppMenuProps {
  app: AppDto;
  rename: Rename;
  disable: Act;
  enable: Act;
}

export function AppMenu({ app, rename, disable, enable }: AppMenuProps) {
  const t = useTranslations('developers.apps');
  const router = useRouter();
  const toast = useToast();
  const { id: appId, name, disabledAt } = app;
  const done = (title: string) => () => {
    toast({ title, tone: 'positive' });
    router.refresh();
  };
  const end = useAction(disable, { onSuccess: done(t('wasDisabled', { name })) });
  const resume = useAction(enable, { onSuccess: done(t('wasEnabled', { name })) });
  return (
    <>
      <RenameApp app={app} action={rename} />
      {disabledAt ? (
        <Button loading={resume.pending} onClick={() => resume.run({ appId })}>
          {t('enable')}
        </Button>
      ) : (
        <ConfirmDialog
          trigger={<Button>{t('disable')}</Button>}
          title={t('disableTitle', { name })}
          description={t('disableBody')}
          confirmLabel={t('disable')}
          onConfirm={() => end.run({ appId })}
        />
      )}
    </>
  );
}

function RenameApp({ app, action }: { app: AppDto; action: Rename }) {
  const t = useTranslations('developers.apps');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('rename')}</Button>}
      title={t('renameTitle', { name: app.name })}
    >
      <RenameForm app={app} action={action} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function RenameForm({ app, action, onDone }: { app: AppDto; action: Rename; onDone: () => void }) {
  const t = useTranslations('developers.apps');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: RenameAppInput,
    action,
    defaultValues: { appId: app.id, name: app.name },
    onSuccess: (_, { name }) => {
      toast({ title: t('renamed', { name }), tone: 'positive' });
      router.refresh();
      onDone();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
