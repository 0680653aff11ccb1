'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { FollowUpInput } from '@/lib/domain/ratings/schema';

export type FollowUp = Action<z.input<typeof FollowUpInput>, unknown>;

/** Says what was done about a bad rating. */
export function FollowUpDialog(props: { requestId: string; number: string; followUp: FollowUp }) {
  const { requestId, number, followUp } = props;
  const t = useTranslations('desk.ratings');
  const router = useRouter();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const form = useActionForm({
    schema: FollowUpInput,
    action: followUp,
    defaultValues: { requestId, note: '' },
    onSuccess: () => {
      toast({ title: t('done', { number }), tone: 'positive' });
      setOpen(false);
      router.refresh();
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" aria-label={t('doNamed', { number })}>
          {t('do')}
        </Button>
      }
      title={t('dialogTitle', { number })}
      description={t('dialogText')}
    >
      <ActionForm form={form}>
        <Field label={t('note')} error={form.error('note')}>
          <Textarea rows={4} {...form.register('note')} />
        </Field>
        <SubmitButton>{t('submit')}</SubmitButton>
      </ActionForm>
    </Dialog>
  );
}
