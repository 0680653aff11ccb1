import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ShellBanner } from './shell-banner';

/** Shown while payments go to the stand-in. */
export function SandboxBanner() {
  const t = useTranslations('ui.frame');
  return (
    <ShellBanner label={t('sandboxLabel')}>
      <FlaskConical aria-hidden />
      <strong className="font-medium">{t('sandbox')}</strong>
      <span className="truncate max-sm:hidden">{t('sandboxHint')}</span>
    </ShellBanner>
  );
}
