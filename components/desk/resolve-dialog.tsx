'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MarkdownField } from '@/components/support/markdown-field';
import { useCredits } from '@/components/support/use-credits';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import { ResolveInput } from '@/lib/domain/support/schema';
import type { DeskRequestDto } from '@/lib/domain/support/schema.dto';
import type { DeskActions } from './desk-actions';

interface ResolveDialogProps {
  request: DeskRequestDto;
  resolve: DeskActions['resolve'];
  onDone: () => void;
}

/** Ends the work: says how many credits will be charged before it does so. */
export function ResolveDialog({ request, resolve, onDone }: ResolveDialogProps) {
  const t = useTranslations('desk.resolve');
  const action = useTranslations('desk.request');
  const words = useTranslations('common');
  const credits = useCredits();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const { number, organisation } = request;
  const price = credits(request.price);
  const form = useActionForm({
    schema: ResolveInput,
    action: resolve,
    defaultValues: { requestId: request.id, resolution: '' },
    onSuccess: ({ charged }) => {
      toast({ title: t('done', { number, credits: credits(charged) }), tone: 'positive' });
      setOpen(false);
      onDone();
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      size="lg"
      trigger={<Button variant="primary">{action('resolve')}</Button>}
      title={t('title', { number })}
      description={t('description', { credits: price, organisation: organisation.name })}
    >
      <ActionForm form={form} label={t('title', { number })}>
        <MarkdownField
          label={t('label')}
          placeholder={t('placeholder')}
          rows={6}
          text={form.form.watch('resolution')}
          error={form.error('resolution')}
          {...form.register('resolution')}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button>{words('cancel')}</Button>
          </DialogClose>
          <SubmitButton>{t('submit', { credits: price })}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
