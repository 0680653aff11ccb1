'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionResult } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { SubmitProofInput } from '@/lib/domain/proofs/schema';
import { ProofFile } from './proof-file';
import { type StatedProof, sendProof } from './send-proof';

/** The server reads the amount in the payment's own currency. */
const Stated = SubmitProofInput.pick({ amount: true, on: true, reference: true });

const FILE_CODES = new Set(['invalid', 'too_large']);

interface ProofFormProps {
  paymentId: string;
  /** What is expected: nobody types twice what we know. */
  expected: StatedProof;
  currency: string;
  onDone: () => void;
}

/** The proof of a transfer: a document and what it says. */
export function ProofForm({ paymentId, expected, currency, onDone }: ProofFormProps) {
  const t = useTranslations('payments.proof');
  const toast = useToast();
  const [file, setFile] = useState<File | null>(null);
  const [fileError, setFileError] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);

  // About the document: said beside it, and not above the form too.
  const refuseFile = (words: string): ActionResult<unknown> => {
    setFileError(words);
    return { ok: false, error: { code: 'invalid', message: words, fields: { file: words } } };
  };
  const send = async (stated: StatedProof): Promise<ActionResult<unknown>> => {
    if (!file) return refuseFile(t('file.missing'));
    setFileError(null);
    const result = await sendProof(`/api/portal/payments/${paymentId}/proofs`, file, stated, setShare);
    setShare(null);
    if (result.ok) return result;
    const { code, message, fields } = result.error;
    if (code === 'network') return { ok: false, error: { code, message: t('network') } };
    return !fields && FILE_CODES.has(code) ? refuseFile(message) : result;
  };
  const form = useActionForm({
    schema: Stated,
    action: send,
    defaultValues: expected,
    onSuccess: () => {
      setFile(null);
      toast({ title: t('sent'), tone: 'positive' });
      onDone();
    },
  });
  return (
    <ActionForm form={form} label={t('title')}>
      <ProofFile
        file={file}
        error={fileError}
        share={share}
        choose={(chosen, error) => {
          setFile(chosen);
          setFileError(error);
        }}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t('amount', { currency })} error={form.error('amount')}>
          <Input inputMode="decimal" {...form.register('amount')} />
        </Field>
        <Field label={t('on')} error={form.error('on')}>
          <Input type="date" {...form.register('on')} />
        </Field>
        <Field label={t('reference')} error={form.error('reference')}>
          <Input {...form.register('reference')} />
        </Field>
      </div>
      <SubmitButton>{t('send')}</SubmitButton>
    </ActionForm>
  );
}
