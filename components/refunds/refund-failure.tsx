import { useTranslations } from 'next-intl';

/** Why a refund waits or failed: our own word for it, or the provider's. */
export function RefundFailure({ failure }: { failure: string }) {
  const t = useTranslations('review.refund');
  const words =
    failure === 'unknown_there' ? t('unknownThere') : t('failure', { words: failure.replaceAll('_', ' ') });
  return <p className="text-critical">{words}</p>;
}
