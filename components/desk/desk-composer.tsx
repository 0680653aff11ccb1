'use client';

import { Lock, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { ComposerHandle } from '@/components/support/composer-handle';
import { MentionPicker } from '@/components/support/mention-picker';
import { MessageForm } from '@/components/support/message-form';
import { cn } from '@/components/ui/cn';
import { useToast } from '@/components/ui/toast';
import { useKeys } from '@/components/ui/use-keys';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import { type RequestStatus, newNoteId, openStatuses } from '@/lib/domain/support/schema';
import type { MessageDraftsDto } from '@/lib/domain/support/schema.dto';
import { CannedPicker } from './canned-picker';
import type { DeskActions } from './desk-actions';
import { ModeButton } from './mode-button';
import { useKeySetting } from './use-key-setting';

const isOpen = (status: RequestStatus) => openStatuses.some((open) => open === status);

/** «;» at the start of a word asks for a canned reply; within one it is a sign like any other. */
function beginsWord({ key, currentTarget }: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const { value, selectionStart } = currentTarget;
  return key === ';' && /(^|\s)$/.test(value.slice(0, selectionStart));
}

/** What puts a block of text into one of them from outside, and shows it. */
export type DeskComposerHandle = { quote: (block: string, kind: 'message' | 'note') => void };

interface DeskComposerProps {
  request: DeskRequestDto;
  actions: DeskActions;
  drafts: MessageDraftsDto;
  handle: Ref<DeskComposerHandle>;
  onSent: () => void;
  /** Called at each stroke into one of them. */
  onTyping: () => void;
}

/**
 * Two composers that cannot be mistaken for each other: a reply on the plain surface, a note on amber with its own
 * words, button and action. Both keep what was typed while the other one is shown.
 */
export function DeskComposer(props: DeskComposerProps) {
  const { request, actions, drafts, handle, onSent, onTyping } = props;
  const [reply, note] = [useRef<ComposerHandle>(null), useRef<ComposerHandle>(null)];
  const t = useTranslations('desk.composer');
  const toast = useToast();
  const [chosen, setChosen] = useState<'reply' | 'note'>('reply');
  const [isNaming, setNaming] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const mode = request.may.reply ? chosen : 'note';
  const frame = useRef<HTMLElement>(null);
  const [keysAreOn] = useKeySetting();
  const write = (next: 'reply' | 'note') => {
    setChosen(next);
    // The field is shown by the render that follows.
    setTimeout(() => frame.current?.querySelector<HTMLElement>(`[data-mode=${next}] textarea`)?.focus());
  };
  useKeys({ r: request.may.reply ? () => write('reply') : undefined, n: () => write('note') }, keysAreOn);
  useImperativeHandle(handle, () => ({
    quote: (block, kind) => {
      // A colleague's note must not end up in a public answer.
      const isNote = kind === 'note' || !request.may.reply;
      setChosen(isNote ? 'note' : 'reply');
      (isNote ? note : reply).current?.append(block);
    },
  }));
  const shared = {
    uploadAddress: `/api/desk/requests/${request.id}/attachments`,
    removeUpload: actions.removeUpload,
  };
  const draftOf = (kind: 'reply' | 'note') => ({
    ...{ address: `/api/desk/drafts/${request.id}`, kind, kept: drafts[kind] },
  });
  const told = (title: string) => {
    toast({ title, tone: 'positive' });
    onSent();
  };
  return (
    <section
      ref={frame}
      onInput={onTyping}
      aria-label={t('mode')}
      className={cn(
        'flex flex-col gap-3 rounded-lg border p-4',
        isOpen(request.status) && 'shadow-float sticky bottom-3 z-20',
        mode === 'note' ? 'border-warning bg-warning-soft' : 'bg-surface',
      )}
    >
      <div role="group" aria-label={t('mode')} className="flex flex-wrap gap-1">
        {request.may.reply && (
          <ModeButton isChosen={mode === 'reply'} label={t('reply')} onChoose={() => setChosen('reply')} />
        )}
        <ModeButton isChosen={mode === 'note'} label={t('note')} isNote onChoose={() => setChosen('note')} />
      </div>
      {request.may.reply && (
        <div data-mode="reply" hidden={mode !== 'reply'}>
          <MessageForm
            label={t('replyLabel', { name: request.contact.name })}
            placeholder={t('replyPlaceholder')}
            submitLabel={t('send')}
            submitIcon={<Send aria-hidden />}
            second={{ intent: 'wait', label: t('sendAndWait') }}
            send={({ id, body, attachments, intent }) =>
              actions.reply({
                requestId: request.id,
                messageId: id,
                body,
                attachments,
                then: intent === 'wait' ? 'wait' : 'stay',
              })
            }
            onSent={() => told(t('sent'))}
            draft={draftOf('reply')}
            handle={reply}
            tools={
              <CannedPicker
                requestId={request.id}
                composer={reply}
                open={isChoosing}
                onOpenChange={setChoosing}
              />
            }
            onKeyDown={(event) => beginsWord(event) && setTimeout(() => setChoosing(true))}
            {...shared}
          />
        </div>
      )}
      <div data-mode="note" hidden={mode !== 'note'}>
        <p className="text-warning mb-2 flex items-center gap-1.5 text-sm font-medium">
          <Lock aria-hidden className="size-4" />
          {t('noteWarning')}
        </p>
        <MessageForm
          label={t('noteLabel')}
          placeholder={t('notePlaceholder')}
          submitLabel={t('addNote')}
          submitIcon={<Lock aria-hidden />}
          makeId={newNoteId}
          send={({ id, body, attachments }) =>
            actions.note({ requestId: request.id, noteId: id, body, attachments })
          }
          onSent={() => told(t('noted'))}
          draft={draftOf('note')}
          handle={note}
          tools={<MentionPicker composer={note} open={isNaming} onOpenChange={setNaming} />}
          // The sign is in the field before the picker takes the focus.
          onKeyDown={({ key }) => key === '@' && setTimeout(() => setNaming(true))}
          {...shared}
        />
      </div>
    </section>
  );
}
