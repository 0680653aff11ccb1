import { useTranslations } from 'next-intl';
import { Skeleton, SkeletonTable } from '@/components/ui/skeleton';

/** A page with a title and a table, for the loading.tsx of lists. */
export function LoadingList({ rows, columns }: { rows?: number; columns?: number }) {
  const t = useTranslations('ui.error');
  return (
    <div role="status" className="flex flex-col gap-6">
      <span className="sr-only">{t('loading')}</span>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <div className="bg-surface rounded-lg border">
        <SkeletonTable rows={rows} columns={columns} />
      </div>
    </div>
  );
}
