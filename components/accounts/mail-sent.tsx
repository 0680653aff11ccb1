'use client';

import { MailCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { ActionResult } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';

interface MailSentProps {
  title: string;
  email: string;
  /** Sends the mail again. */
  send: () => Promise<ActionResult<unknown>>;
  onBack: () => void;
}

/** «Check your e-mail»: the same words whether or not anything was sent. */
export function MailSent({ title, email, send, onBack }: MailSentProps) {
  const t = useTranslations('auth.sent');
  const heading = useRef<HTMLHeadingElement>(null);
  const [isSentAgain, setSentAgain] = useState(false);
  const again = useAction(send, { onSuccess: () => setSentAgain(true), quiet: true });
  // The form that had the focus is gone: the reader hears where they are now.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <header className="flex flex-col gap-2">
        <MailCheck aria-hidden className="text-accent size-6" />
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold focus:outline-none">
          {title}
        </h1>
        <p className="text-muted">
          {t.rich('body', {
            email,
            strong: (words) => <strong className="text-ink font-medium">{words}</strong>,
          })}
        </p>
      </header>
      {again.failure && <FormError message={again.failure.message} requestId={again.failure.requestId} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button loading={again.pending} onClick={() => again.run(undefined)}>
          {t('again')}
        </Button>
        <Button variant="ghost" onClick={onBack}>
          {t('other')}
        </Button>
      </div>
      <p role="status" className="text-muted text-sm">
        {isSentAgain ? t('sentAgain') : t('hint')}
      </p>
    </>
  );
}
