'use client';

import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import type { Action } from '@/components/ui/action-result';
import { cn } from '@/components/ui/cn';
import { useToast } from '@/components/ui/toast';
import type { ComposerHandle } from './composer-handle';
import { MessageForm } from './message-form';
import type { DraftPlace } from './use-message-draft';

export type ReplyAction = Action<
  { requestId: string; messageId: string; body: string; attachments?: string[] },
  unknown
>;

interface ComposerProps {
  requestId: string;
  reply: ReplyAction;
  removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
  onSent: () => void;
  /** It stays at the lower edge while the thread scrolls; not once the work is over. */
  isSticky: boolean;
  draft: DraftPlace;
  handle: Ref<ComposerHandle>;
}

/** The customer's answer to the expert. */
export function Composer({ requestId, reply, removeUpload, onSent, isSticky, draft, handle }: ComposerProps) {
  const t = useTranslations('support.composer');
  const toast = useToast();
  return (
    <section
      aria-label={t('region')}
      className={cn('bg-surface rounded-lg p-4', isSticky ? 'shadow-float sticky bottom-3 z-20' : 'border')}
    >
      <MessageForm
        label={t('label')}
        placeholder={t('placeholder')}
        submitLabel={t('send')}
        submitIcon={<Send aria-hidden />}
        send={({ id, body, attachments }) => reply({ requestId, messageId: id, body, attachments })}
        onSent={() => {
          toast({ title: t('sent'), tone: 'positive' });
          onSent();
        }}
        uploadAddress="/api/portal/attachments"
        removeUpload={removeUpload}
        draft={draft}
        handle={handle}
      />
    </section>
  );
}
