'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MarkdownField } from '@/components/support/markdown-field';
import { useCredits } from '@/components/support/use-credits';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import { ResolveInput } from '@/lib/domain/support/schema';
import type { DeskActions } from './desk-actions';
import { Overtaken } from './overtaken';

interface ResolveDialogProps {
  request: DeskRequestDto;
  resolve: DeskActions['resolve'];
  onDone: () => void;
  /** The trigger's id: a key presses it. */
  id: string;
}

/**
 * Ends the work: says how many credits will be charged before it does so. When a colleague was faster it stays open with
 * what was typed, says who it was and sends nothing any more.
 */
export function ResolveDialog({ request, resolve, onDone, id }: ResolveDialogProps) {
  const t = useTranslations('desk.resolve');
  const action = useTranslations('desk.request');
  const credits = useCredits();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const { number, organisation } = request;
  // One that was taken up again has been charged before.
  const { held } = request.credits;
  const price = credits(held);
  const form = useActionForm({
    schema: ResolveInput,
    action: async (input) => {
      const result = await resolve(input);
      // Refused because somebody was faster: the page shows at once how it stands.
      if (!result.ok) onDone();
      return result;
    },
    defaultValues: { requestId: request.id, resolution: '' },
    onSuccess: ({ charged }) => {
      const title =
        charged === '0' ? t('doneFree', { number }) : t('done', { number, credits: credits(charged) });
      toast({ title, tone: 'positive' });
      setOpen(false);
      onDone();
    },
  });
  const isGone = !request.may.resolve && !form.pending;
  const typed = form.form.watch('resolution');
  if (isGone && !isOpen) return null;
  const description =
    held === '0'
      ? t('descriptionFree')
      : t('description', { credits: price, organisation: organisation.name });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      size="lg"
      trigger={
        <Button id={id} variant="primary">
          {action('resolve')}
        </Button>
      }
      title={t('title', { number })}
      description={isGone ? undefined : description}
    >
      {isGone && <Overtaken request={request} typed={typed} />}
      <ActionForm form={form} label={t('title', { number })}>
        <MarkdownField
          label={t('label')}
          placeholder={t('placeholder')}
          rows={6}
          text={typed}
          error={form.error('resolution')}
          {...form.register('resolution')}
        />
        <DialogActions>
          {!isGone && (
            <SubmitButton>{held === '0' ? t('submitFree') : t('submit', { credits: price })}</SubmitButton>
          )}
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
