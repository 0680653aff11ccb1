'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { RadioCards } from '@/components/ui/radio-cards';
import {
  type KeyDto,
  type NewKeyDto,
  type Overlap,
  overlaps,
  RotateKeyInput,
} from '@/lib/domain/apps/schema';
import type { KeyActions } from './key-types';
import { NewSecret } from './new-secret';

interface RotateKeyProps {
  apiKey: KeyDto;
  action: KeyActions['rotate'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks when the old secret ends, then shows the new one. */
export function RotateKey({ apiKey, action, open, onOpenChange }: RotateKeyProps) {
  const t = useTranslations('developers');
  const router = useRouter();
  const [made, setMade] = useState<NewKeyDto | null>(null);
  const { name } = apiKey;
  const close = (isOpen: boolean) => {
    onOpenChange(isOpen);
    if (isOpen || !made) return;
    setMade(null);
    router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={made ? t('secret.title', { name }) : t('rotate.title', { name })}
      description={t(made ? 'secret.lead' : 'rotate.lead')}
    >
      {made ? (
        <NewSecret secret={made.secret} onDone={() => close(false)} />
      ) : (
        <RotateForm keyId={apiKey.id} action={action} onMade={setMade} />
      )}
    </Dialog>
  );
}

interface RotateFormProps {
  keyId: string;
  action: KeyActions['rotate'];
  onMade: (made: NewKeyDto) => void;
}

function RotateForm({ keyId, action, onMade }: RotateFormProps) {
  const t = useTranslations('developers.rotate');
  const form = useActionForm({
    schema: RotateKeyInput,
    action,
    defaultValues: { keyId, overlap: '24h' },
    onSuccess: onMade,
  });
  return (
    <ActionForm form={form}>
      <RadioCards
        legend={t('overlap')}
        error={form.error('overlap')}
        options={(Object.keys(overlaps) as Overlap[]).map((value) => ({
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
