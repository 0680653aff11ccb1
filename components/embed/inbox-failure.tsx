import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { InboxError } from './inbox-client';

interface InboxFailureProps {
  error: Error;
  onRetry?: () => void;
}

/** What went wrong, in the reader's language; what the server said of it where it said anything. */
export function InboxFailure({ error, onRetry }: InboxFailureProps) {
  const t = useTranslations('embed.error');
  const known = error instanceof InboxError ? error : null;
  const words = known?.kind === 'refused' && known.message ? known.message : t(known?.kind ?? 'refused');
  return (
    <Banner
      tone="critical"
      role="alert"
      action={onRetry && known?.kind !== 'signedOut' && <Button onClick={onRetry}>{t('again')}</Button>}
    >
      {words}
    </Banner>
  );
}
