'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { CopyText } from '@/components/ui/copy-button';
import { GhostPicture } from '@/components/ui/ghost-picture';
import { LinkButton } from '@/components/ui/link-button';

const never = () => () => {};

interface FailureViewProps {
  /** Next's digest of the error, which the log carries too. */
  digest?: string;
  onRetry: () => void;
}

/** What happened, what was kept, what to do, and the id to tell us. */
export function FailureView({ digest, onRetry }: FailureViewProps) {
  const t = useTranslations('ui.error');
  const pageId = useSyncExternalStore(
    never,
    () => document.documentElement.dataset.requestId,
    () => undefined,
  );
  const id = digest ?? pageId;
  return (
    <div
      role="alert"
      className="max-w-form px-gutter mx-auto flex flex-col items-center gap-4 py-16 text-center"
    >
      <GhostPicture kind="list" />
      <h1 className="text-xl font-semibold">{t('title')}</h1>
      <p className="text-muted">{t('body')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
        <LinkButton href="/">{t('home')}</LinkButton>
      </div>
      {id && (
        <p className="text-muted flex flex-wrap items-center justify-center gap-2 text-sm">
          {t('requestId')} <CopyText text={id} />
        </p>
      )}
    </div>
  );
}
