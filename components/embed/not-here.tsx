import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';

/** For a deployment that is unknown, disabled, or named no origin. */
export function NotHere() {
  const t = useTranslations('embed');
  return (
    <main className="p-4">
      <EmptyState picture="table" title={t('notHere')}>
        <p className="prose-width text-muted text-sm">{t('notHereHint')}</p>
      </EmptyState>
    </main>
  );
}
