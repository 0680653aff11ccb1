'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { formatDecimal } from '@/lib/core/format';
import { AdjustWalletInput, type WalletDto, newCommandKey } from '@/lib/domain/wallet/schema';

export interface AdjustFormProps {
  organisationId: string;
  name: string;
  wallet: WalletDto;
  adjust: Action<z.input<typeof AdjustWalletInput>, unknown>;
}

type Values = z.input<typeof AdjustWalletInput>;

/** The form asks, the confirmation says what follows; the key makes two presses one correction. */
export function AdjustFields({
  organisationId,
  name,
  wallet,
  adjust,
  done,
}: AdjustFormProps & { done: () => void }) {
  const t = useTranslations('admin.customers.adjust');
  const locale = useLocale();
  const [waiting, setWaiting] = useState<{ values: Values; settle: (go: boolean) => void } | null>(null);
  const [idempotencyKey] = useState(newCommandKey);
  const form = useActionForm({
    schema: AdjustWalletInput,
    // Asked between the browser's check and the server: a wrong field is told before the question.
    action: async (values: Values) => {
      // The form runs this in a transition, which would hold the question back until it is answered: a timer is outside.
      const agreed = await new Promise<boolean>((settle) => {
        setTimeout(() => setWaiting({ values, settle }));
      });
      setWaiting(null);
      return agreed ? adjust(values) : ({ ok: true, data: 'withdrawn' } as const);
    },
    defaultValues: { organisationId, credits: '', reason: '', expiresOn: undefined, idempotencyKey },
    onSuccess: (data) => {
      if (data !== 'withdrawn') done();
    },
  });
  const credits = waiting?.values.credits.trim() ?? '0';
  const isTaking = credits.startsWith('-');
  return (
    <>
      <ActionForm form={form}>
        <Field label={t('credits')} hint={t('creditsHint')} error={form.error('credits')}>
          <Input inputMode="decimal" {...form.register('credits')} />
        </Field>
        <Field label={t('reason')} hint={t('reasonHint')} error={form.error('reason')}>
          <Textarea rows={3} {...form.register('reason')} />
        </Field>
        <Field label={t('expires')} hint={t('expiresHint')} optional error={form.error('expiresOn')}>
          <Input
            type="date"
            {...form.register('expiresOn', { setValueAs: (value: string) => value || undefined })}
          />
        </Field>
        <SubmitButton>{t('review')}</SubmitButton>
      </ActionForm>
      <ConfirmDialog
        open={waiting !== null}
        onOpenChange={(open) => {
          if (!open) waiting?.settle(false);
        }}
        tone={isTaking ? 'danger' : 'primary'}
        title={t(isTaking ? 'confirmTake' : 'confirmGive', {
          credits: formatDecimal(credits.replace('-', '') || '0', locale),
          name,
        })}
        description={t(isTaking ? 'takeText' : 'giveText', {
          available: formatDecimal(wallet.available, locale),
        })}
        confirmLabel={t(isTaking ? 'take' : 'give')}
        onConfirm={() => waiting?.settle(true)}
      />
    </>
  );
}
