import { useTranslations } from 'next-intl';

/** The first stop of the keyboard: over the rail, to what the page is about. */
export function SkipLink() {
  const t = useTranslations('ui.frame');
  return (
    <a
      href="#main"
      className="bg-accent text-on-accent fixed start-4 top-2 z-50 -translate-y-20 rounded-md px-3 py-2 text-sm font-medium focus:translate-y-0"
    >
      {t('skip')}
    </a>
  );
}
