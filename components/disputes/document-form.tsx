'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { evidenceFileKinds } from '@/lib/domain/disputes/schema.kinds';

/** A piece of evidence that is a document. It goes as the raw body, as every upload does. */
export function DocumentForm({ disputeId }: { disputeId: string }) {
  const t = useTranslations('review.dispute.evidence');
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [isSending, setSending] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const file = given.get('file');
    if (!(file instanceof File) || file.name === '') return setError(t('fileMissing'));
    setError(undefined);
    setSending(true);
    const refusal = await upload(disputeId, String(given.get('kind')), file);
    setSending(false);
    if (refusal !== null) return setError(refusal || t('network'));
    form.reset();
    router.refresh();
  }
  return (
    <form
      aria-label={t('addFile')}
      className="flex flex-col items-start gap-4 border-t pt-5"
      onSubmit={(event) => void send(event)}
      noValidate
    >
      <Field label={t('kindLabel')} className="max-w-form w-full">
        <Select name="kind">
          {evidenceFileKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`files.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('file')} hint={t('fileHint')} error={error} className="max-w-form w-full">
        <Input type="file" name="file" accept=".pdf,.jpg,.jpeg,.png" />
      </Field>
      <Button type="submit" loading={isSending}>
        {t('send')}
      </Button>
    </form>
  );
}

/** Null when it was taken; else why not, in the server's words; empty where it could not be reached. */
async function upload(disputeId: string, kind: string, file: File): Promise<string | null> {
  const query = new URLSearchParams({ kind, name: file.name.toWellFormed() });
  try {
    const answer = await fetch(`/api/finance/disputes/${disputeId}/evidence?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    if (answer.ok) return null;
    return ((await answer.json()) as { detail?: string }).detail ?? '';
  } catch {
    return '';
  }
}
