'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Dialog } from '@/components/ui/dialog';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { RadioCards } from '@/components/ui/radio-cards';
import { type Overlap, OverlapInput, overlapNames } from '@/lib/domain/apps/schema.overlap';

type Rotate<Made> = Action<{ keyId: string; overlap: Overlap }, Made>;

interface RotateDialogProps<Made> {
  keyId: string;
  action: Rotate<Made>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What stands above the question, and above the new secret. */
  asked: { title: string; description: string };
  shown: { title: string; description: string };
  children: (made: Made, done: () => void) => ReactNode;
}

/** Asks when the old key ends, then shows the new one, this once. */
export function RotateDialog<Made>(props: RotateDialogProps<Made>) {
  const { keyId, action, open, onOpenChange, asked, shown, children } = props;
  const router = useRouter();
  const [made, setMade] = useState<Made | null>(null);
  const close = (isOpen: boolean) => {
    onOpenChange(isOpen);
    if (isOpen || made === null) return;
    setMade(null);
    router.refresh();
  };
  return (
    <Dialog open={open} onOpenChange={close} {...(made === null ? asked : shown)}>
      {made === null ? (
        <RotateForm keyId={keyId} action={action} onMade={(one) => setMade(() => one)} />
      ) : (
        children(made, () => close(false))
      )}
    </Dialog>
  );
}

const RotateInput = z.object({ keyId: z.string(), overlap: OverlapInput });

interface RotateFormProps<Made> {
  keyId: string;
  action: Rotate<Made>;
  onMade: (made: Made) => void;
}

function RotateForm<Made>({ keyId, action, onMade }: RotateFormProps<Made>) {
  const t = useTranslations('common.rotate');
  const form = useActionForm({
    schema: RotateInput,
    action,
    defaultValues: { keyId, overlap: '24h' },
    onSuccess: onMade,
  });
  return (
    <ActionForm form={form}>
      <RadioCards
        legend={t('overlap')}
        error={form.error('overlap')}
        options={overlapNames.map((value) => ({
          value,
          label: t(`after.${value}`),
          hint: t(`afterHint.${value}`),
        }))}
        {...form.register('overlap')}
      />
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
