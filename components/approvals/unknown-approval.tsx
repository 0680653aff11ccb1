import { useTranslations } from 'next-intl';

/** For a link that was cut off, or made up. */
export function UnknownApproval() {
  const t = useTranslations('approvals');
  return (
    <>
      <h1 className="text-2xl font-semibold">{t('unknownTitle')}</h1>
      <p className="text-muted">{t('unknown')}</p>
    </>
  );
}
