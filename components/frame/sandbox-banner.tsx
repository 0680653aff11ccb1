import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Stands above everything while payments go to the stand-in. */
export function SandboxBanner() {
  const t = useTranslations('ui.frame');
  return (
    <aside
      aria-label={t('sandbox')}
      className="border-warning-line bg-warning-soft px-gutter text-warning flex flex-wrap items-center justify-center gap-x-2 border-b py-1 text-xs"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <strong className="font-medium">{t('sandbox')}</strong>
      <span className="max-sm:hidden">{t('sandboxHint')}</span>
    </aside>
  );
}
