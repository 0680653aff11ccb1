'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ActionResult } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { WordsInput, newMessageId } from '@/lib/domain/support/schema';
import { AttachmentField } from './attachment-field';
import { MarkdownField } from './markdown-field';
import { useUploads } from './use-uploads';

export type Words = { id: string; body: string; attachments: string[]; intent: string };

interface MessageFormProps {
  label: string;
  placeholder: string;
  submitLabel: string;
  submitIcon?: ReactNode;
  /** A second way to send the same words. */
  second?: { intent: string; label: string };
  /** The kind of id that the message gets: made here, so that sending twice is one message. */
  makeId?: () => string;
  send: (words: Words) => Promise<ActionResult<unknown>>;
  onSent: () => void;
  uploadAddress: string;
  removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
}

/** Words and files for one request. What was typed goes only when the server has it. */
export function MessageForm(props: MessageFormProps) {
  const { label, placeholder, submitLabel, submitIcon, second, makeId = newMessageId } = props;
  const t = useTranslations('support.files');
  const [id, setId] = useState(makeId);
  // The action reads the ref: it runs before the state's render. The buttons show the state.
  const intent = useRef('');
  const [shown, setShown] = useState('');
  const uploads = useUploads(props.uploadAddress, props.removeUpload);
  const form = useActionForm({
    schema: WordsInput,
    defaultValues: { body: '', attachments: [] as string[] },
    action: ({ body, attachments = [] }) => props.send({ id, body, attachments, intent: intent.current }),
    onSuccess: () => {
      form.form.reset();
      uploads.clear();
      setId(makeId());
      props.onSent();
    },
  });
  const { setValue } = form.form;
  const uploaded = uploads.ids.join(' ');
  useEffect(() => setValue('attachments', uploaded ? uploaded.split(' ') : []), [setValue, uploaded]);
  const submit = (how: string) => {
    intent.current = how;
    setShown(how);
    form.submit();
  };
  const buttons = (
    <div className="ms-auto flex flex-wrap justify-end gap-2">
      {second && (
        <Button
          loading={form.pending && shown === second.intent}
          disabled={uploads.isBusy || !form.hydrated}
          onClick={() => submit(second.intent)}
        >
          {second.label}
        </Button>
      )}
      <SubmitButton
        disabled={uploads.isBusy}
        title={uploads.isBusy ? t('waitForUploads') : undefined}
        onClick={() => {
          intent.current = '';
          setShown('');
        }}
      >
        {submitIcon}
        {submitLabel}
      </SubmitButton>
    </div>
  );
  return (
    <ActionForm form={form} className="gap-3">
      <AttachmentField uploads={uploads} error={form.error('attachments')} actions={buttons}>
        <MarkdownField
          label={label}
          placeholder={placeholder}
          rows={2}
          className="field-sizing-content max-h-64 min-h-14"
          text={form.form.watch('body')}
          error={form.error('body')}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !uploads.isBusy) submit('');
          }}
          {...form.register('body')}
        />
      </AttachmentField>
    </ActionForm>
  );
}
