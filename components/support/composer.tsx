'use client';

import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { useToast } from '@/components/ui/toast';
import { MessageForm } from './message-form';

export type ReplyAction = Action<
  { requestId: string; messageId: string; body: string; attachments?: string[] },
  unknown
>;

interface ComposerProps {
  requestId: string;
  reply: ReplyAction;
  removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
  onSent: () => void;
}

/** The customer's answer; it stays at the lower edge while the thread scrolls. */
export function Composer({ requestId, reply, removeUpload, onSent }: ComposerProps) {
  const t = useTranslations('support.composer');
  const toast = useToast();
  return (
    <section aria-label={t('label')} className="bg-surface shadow-float sticky bottom-3 z-20 rounded-lg p-4">
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
      />
    </section>
  );
}
