'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import { formatTime } from '@/lib/core/format';
import { EditMessageInput, EditNoteInput } from '@/lib/domain/support/schema.thread';
import type { MessageDto, NoteDto } from '@/lib/domain/support/schema.dto';
import { MarkdownField } from './markdown-field';
import type { ThreadTools } from './thread-tools';

const Body = EditMessageInput.pick({ body: true });

interface PostEditProps {
  post: MessageDto | NoteDto;
  tools: ThreadTools;
  close: () => void;
}

/** A message or note under change, where it stands. */
export function PostEdit({ post, tools, close }: PostEditProps) {
  const t = useTranslations('thread.actions');
  const toast = useToast();
  const locale = useLocale();
  const timeZone = useTimeZone();
  const form = useActionForm({
    schema: Body,
    defaultValues: { body: post.body },
    action: ({ body }) => save(post, tools, body),
    onSuccess: () => {
      toast({ title: t('edited'), tone: 'positive' });
      tools.onEdited();
      close();
    },
  });
  return (
    <ActionForm form={form} className="gap-3">
      <MarkdownField
        label={t('editLabel')}
        hint={
          post.editableUntil
            ? t('editHint', { time: formatTime(post.editableUntil, locale, timeZone) })
            : undefined
        }
        rows={3}
        className="field-sizing-content max-h-96"
        text={form.form.watch('body')}
        error={form.error('body')}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
        }}
        {...form.register('body')}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{t('cancel')}</Button>
        <SubmitButton>{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

const nothing = { ok: true as const, data: null };

async function save({ kind, id }: MessageDto | NoteDto, tools: ThreadTools, body: string) {
  if (kind === 'note') return (await tools.editNote?.(EditNoteInput.parse({ noteId: id, body }))) ?? nothing;
  return (await tools.editMessage?.({ messageId: id, body })) ?? nothing;
}
