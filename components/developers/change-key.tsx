'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { ChangeKeyInput, type KeyDto } from '@/lib/domain/apps/schema';
import type { KeyActions } from './key-types';

interface ChangeKeyProps {
  apiKey: KeyDto;
  /** The most calls a minute that the reader can give. */
  maxRate: number;
  action: KeyActions['change'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ChangeKey({ open, onOpenChange, ...props }: ChangeKeyProps) {
  const t = useTranslations('developers.change');
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title', { name: props.apiKey.name })}
      description={t('lead')}
    >
      <ChangeForm {...props} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

type ChangeFormProps = Pick<ChangeKeyProps, 'apiKey' | 'maxRate' | 'action'> & { onDone: () => void };

function ChangeForm({ apiKey, maxRate, action, onDone }: ChangeFormProps) {
  const t = useTranslations('developers');
  const router = useRouter();
  const toast = useToast();
  const { id: keyId, name, ratePerMinute, allowedIps } = apiKey;
  const form = useActionForm({
    schema: ChangeKeyInput,
    action,
    defaultValues: { keyId, name, ratePerMinute, allowedIps: allowedIps.join('\n') },
    onSuccess: () => {
      toast({ title: t('change.saved'), tone: 'positive' });
      router.refresh();
      onDone();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('create.name')} hint={t('create.nameHint')} error={form.error('name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field
        label={t('create.rate')}
        hint={t('create.rateHint', { max: Math.max(maxRate, ratePerMinute) })}
        error={form.error('ratePerMinute')}
      >
        <Input inputMode="numeric" autoComplete="off" {...form.register('ratePerMinute')} />
      </Field>
      <Field
        label={t('create.addresses')}
        hint={t('create.addressesHint')}
        error={form.error('allowedIps')}
        optional
      >
        <Textarea rows={2} spellCheck={false} className="font-mono" {...form.register('allowedIps')} />
      </Field>
      <SubmitButton>{t('change.submit')}</SubmitButton>
    </ActionForm>
  );
}
