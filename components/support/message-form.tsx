'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import type { ActionResult } from '@/components/ui/action-result';
import { ActionForm, useActionForm } from '@/components/ui/form';
import { WordsInput, limits, newMessageId } from '@/lib/domain/support/schema';
import { AttachmentField } from './attachment-field';
import { type ComposerHandle, useComposerHandle } from './composer-handle';
import { DraftNote } from './draft-note';
import { LengthNotice } from './length-notice';
import { MarkdownField } from './markdown-field';
import { SendButtons } from './send-buttons';
import { type DraftPlace, useMessageDraft } from './use-message-draft';
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
  /** Where what is typed is kept until it is sent. */
  draft?: DraftPlace;
  /** For what puts text into it from outside. */
  handle?: Ref<ComposerHandle>;
  /** Stands beside the button that chooses files. */
  tools?: ReactNode;
  onKeyDown?: (event: React.KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** Words and files for one request. What was typed goes only when the server has it. */
export function MessageForm(props: MessageFormProps) {
  const { makeId = newMessageId, draft, second } = props;
  const t = useTranslations('thread.length');
  const [id, setId] = useState(() => draft?.kept?.messageId ?? makeId());
  // The action reads the ref: it runs before the state's render. The buttons show the state.
  const intent = useRef('');
  const [shown, setShown] = useState('');
  const frame = useRef<HTMLDivElement>(null);
  const uploads = useUploads(props.uploadAddress, props.removeUpload, draft?.kept?.attachments);
  const form = useActionForm({
    schema: WordsInput,
    defaultValues: { body: draft?.kept?.body ?? '', attachments: [] as string[] },
    action: async ({ body, attachments = [] }) => {
      await typed.settle();
      return props.send({ id, body, attachments, intent: intent.current });
    },
    onSuccess: () => {
      form.form.reset({ body: '', attachments: [] });
      uploads.clear();
      typed.clear();
      setId(makeId());
      props.onSent();
    },
  });
  const { setValue, getValues } = form.form;
  const body = form.form.watch('body');
  const typed = useMessageDraft(draft, { messageId: id, body, attachments: uploads.ids });
  const uploaded = uploads.ids.join(' ');
  useEffect(() => setValue('attachments', uploaded ? uploaded.split(' ') : []), [setValue, uploaded]);
  const set = (value: string) => setValue('body', value, { shouldDirty: true });
  useComposerHandle(props.handle, frame, { get: () => getValues('body'), set });
  const submit = (how: string) => {
    intent.current = how;
    setShown(how);
    form.submit();
  };
  const attachWords = () => {
    uploads.add([new File([body], t('fileName'), { type: 'text/plain' })]);
    set('');
  };
  const buttons = (
    <SendButtons
      isBusy={uploads.isBusy}
      isPending={form.pending && shown === second?.intent}
      isReady={form.hydrated}
      label={props.submitLabel}
      icon={props.submitIcon}
      second={second && { label: second.label, send: () => submit(second.intent) }}
      onFirst={() => {
        intent.current = '';
        setShown('');
      }}
    />
  );
  return (
    <ActionForm form={form} className="gap-3">
      <div ref={frame}>
        <AttachmentField
          uploads={uploads}
          error={form.error('attachments')}
          actions={buttons}
          tools={props.tools}
        >
          <MarkdownField
            label={props.label}
            placeholder={props.placeholder}
            rows={2}
            className="field-sizing-content max-h-64 min-h-14"
            text={body}
            error={body.length > limits.body ? undefined : form.error('body')}
            onKeyDown={(event) => {
              props.onKeyDown?.(event);
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !uploads.isBusy) submit('');
            }}
            {...form.register('body')}
          />
          <LengthNotice length={body.length} attach={attachWords} />
        </AttachmentField>
      </div>
      {draft && <DraftNote state={typed.state} />}
    </ActionForm>
  );
}
