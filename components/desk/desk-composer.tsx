'use client';

import { Lock, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MessageForm } from '@/components/support/message-form';
import { cn } from '@/components/ui/cn';
import { useToast } from '@/components/ui/toast';
import { type RequestStatus, newNoteId, openStatuses } from '@/lib/domain/support/schema';
import type { DeskRequestDto } from '@/lib/domain/support/schema.dto';
import type { DeskActions } from './desk-actions';

const isOpen = (status: RequestStatus) => openStatuses.some((open) => open === status);

interface DeskComposerProps {
  request: DeskRequestDto;
  actions: DeskActions;
  onSent: () => void;
}

/**
 * Two composers that cannot be mistaken for each other: a reply on the plain surface, a note on amber with its own
 * words, button and action. Both keep what was typed while the other one is shown.
 */
export function DeskComposer({ request, actions, onSent }: DeskComposerProps) {
  const t = useTranslations('desk.composer');
  const toast = useToast();
  const [chosen, setChosen] = useState<'reply' | 'note'>('reply');
  const mode = request.may.reply ? chosen : 'note';
  const shared = {
    uploadAddress: `/api/desk/requests/${request.id}/attachments`,
    removeUpload: actions.removeUpload,
  };
  const told = (title: string) => {
    toast({ title, tone: 'positive' });
    onSent();
  };
  return (
    <section
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
        <div hidden={mode !== 'reply'}>
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
            {...shared}
          />
        </div>
      )}
      <div hidden={mode !== 'note'}>
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
          {...shared}
        />
      </div>
    </section>
  );
}

interface ModeButtonProps {
  isChosen: boolean;
  label: string;
  isNote?: boolean;
  onChoose: () => void;
}

function ModeButton({ isChosen, label, isNote = false, onChoose }: ModeButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'h-control-sm text-muted hover:text-ink inline-flex items-center gap-1.5 rounded-md border border-transparent px-2.5 text-sm font-medium',
        isChosen && !isNote && 'border-accent-line bg-accent-soft text-accent hover:text-accent',
        isChosen && isNote && 'border-warning bg-surface text-warning hover:text-warning',
      )}
    >
      {isNote && <Lock aria-hidden className="size-4" />}
      {label}
    </button>
  );
}
