'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { limits } from '@/lib/domain/support/schema';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import { type InboxClient, InboxError } from './inbox-client';
import { InboxFailure } from './inbox-failure';
import { InboxFiles } from './inbox-files';

interface InboxNewProps {
  client: InboxClient;
  onFiled: (number: string) => void;
  onBack: () => void;
}

const empty = { subject: '', body: '', category: '' };

/** A new request. The form's own key makes one request of it, however often it is sent. */
export function InboxNew({ client, onFiled, onBack }: InboxNewProps) {
  const t = useTranslations('embed.form');
  const [key] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState(empty);
  const [files, setFiles] = useState<AttachmentDto[]>([]);
  const queries = useQueryClient();
  const session = useQuery({ queryKey: ['session'], queryFn: client.session, staleTime: Infinity });
  const file = useMutation({
    mutationFn: () =>
      client.file({
        ...{ key, subject: values.subject, body: values.body, attachments: files.map(({ id }) => id) },
        category: values.category || undefined,
      }),
    onSuccess: ({ number }) => {
      void queries.invalidateQueries({ queryKey: ['list'] });
      onFiled(number);
    },
  });
  const change = (name: keyof typeof empty) => ({
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => setValues({ ...values, [name]: target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file.isPending) file.mutate();
  };
  const fields = file.error instanceof InboxError ? file.error.fields : {};
  return (
    <form aria-labelledby="inbox-new" className="flex flex-col gap-4" onSubmit={submit}>
      <h2 id="inbox-new" className="text-lg font-semibold">
        {t('title')}
      </h2>
      {file.error && <InboxFailure error={file.error} />}
      <Field label={t('category')} error={fields.category}>
        <Select {...change('category')}>
          <option value="">{t('anything')}</option>
          {session.data?.categories.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('subject')} error={fields.subject} required>
        <Input dir="auto" maxLength={limits.subject} {...change('subject')} />
      </Field>
      <Field label={t('body')} hint={t('bodyHint')} error={fields.body} required>
        <Textarea rows={6} dir="auto" {...change('body')} />
      </Field>
      <InboxFiles client={client} files={files} onChange={setFiles} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={file.isPending}>
          {t('submit')}
        </Button>
        <Button onClick={onBack}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
