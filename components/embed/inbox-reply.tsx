'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { newMessageId } from '@/lib/domain/support/schema';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import { type InboxClient, InboxError } from './inbox-client';
import { InboxFailure } from './inbox-failure';
import { InboxFiles } from './inbox-files';

interface InboxReplyProps {
  client: InboxClient;
  number: string;
  onSent: () => void;
}

/** The reporter's answer. What was typed stays until it has arrived; sent twice, it is one message. */
export function InboxReply({ client, number, onSent }: InboxReplyProps) {
  const t = useTranslations('embed');
  const [messageId, setMessageId] = useState(newMessageId);
  const [body, setBody] = useState('');
  const [files, setFiles] = useState<AttachmentDto[]>([]);
  const send = useMutation({
    mutationFn: () => client.reply(number, { messageId, body, attachments: files.map(({ id }) => id) }),
    onSuccess: () => {
      setMessageId(newMessageId());
      setBody('');
      setFiles([]);
      onSent();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!send.isPending && body.trim()) send.mutate();
  };
  const fields = send.error instanceof InboxError ? send.error.fields : {};
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      {send.error && <InboxFailure error={send.error} />}
      <Field label={t('reply')} error={fields.body}>
        {/* Without a bound of its own: what is pasted would be cut without a word. */}
        <Textarea rows={4} dir="auto" value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <InboxFiles client={client} files={files} onChange={setFiles} />
        <Button type="submit" variant="primary" loading={send.isPending} disabled={!body.trim()}>
          {t('send')}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {send.isSuccess ? t('sent') : ''}
      </p>
    </form>
  );
}
