'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { UnlockInput } from '@/lib/domain/books/schema';

type Named = { month: string; name: string };

/** Locks a month after asking; why it could not stands beside the button. */
export function LockForm({ month, name, lock }: Named & { lock: Action<{ month: string }, unknown> }) {
  const t = useTranslations('books.periods');
  const router = useRouter();
  const toast = useToast();
  const { run, failure } = useAction(lock, {
    quiet: true,
    onSuccess: () => {
      toast({ title: t('lockDone', { month: name }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <div className="flex flex-col gap-3">
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      <ConfirmDialog
        trigger={
          <Button variant="primary" className="sm:self-start">
            {t('lock', { month: name })}
          </Button>
        }
        title={t('lockTitle', { month: name })}
        description={t('lockDescription')}
        confirmLabel={t('lock', { month: name })}
        tone="primary"
        onConfirm={() => run({ month })}
      />
    </div>
  );
}

type Unlock = Action<{ month: string; reason: string }, unknown>;

/** Opens the month that was locked last, with a reason. */
export function UnlockForm({ month, name, unlock }: Named & { unlock: Unlock }) {
  const t = useTranslations('books.periods');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button className="sm:self-start">{t('unlock', { month: name })}</Button>}
      title={t('unlock', { month: name })}
      description={t('unlockDescription')}
    >
      <Reason month={month} name={name} unlock={unlock} close={() => setOpen(false)} />
    </Dialog>
  );
}

function Reason({ month, name, unlock, close }: Named & { unlock: Unlock; close: () => void }) {
  const t = useTranslations('books.periods');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: UnlockInput,
    action: unlock,
    defaultValues: { month, reason: '' },
    onSuccess: () => {
      toast({ title: t('unlockDone', { month: name }), tone: 'positive' });
      router.refresh();
      close();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('reason')} error={form.error('reason')}>
        <Textarea rows={3} {...form.register('reason')} />
      </Field>
      <SubmitButton>{t('unlock', { month: name })}</SubmitButton>
    </ActionForm>
  );
}
