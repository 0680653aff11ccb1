import { useTranslations } from 'next-intl';
import { GhostPicture } from '@/components/ui/ghost-picture';
import { LinkButton } from '@/components/ui/link-button';

/** The same for what never was and for what belongs to somebody else. */
export function NotFoundView() {
  const t = useTranslations('ui.error');
  return (
    <div className="max-w-form px-gutter mx-auto flex flex-col items-center gap-4 py-16 text-center">
      <GhostPicture kind="table" />
      <h1 className="text-xl font-semibold">{t('notFoundTitle')}</h1>
      <p className="text-muted">{t('notFoundBody')}</p>
      <LinkButton href="/" variant="primary">
        {t('home')}
      </LinkButton>
    </div>
  );
}
