import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Skeleton, SkeletonTable } from '@/components/ui/skeleton';

/** The revenue page before its figures: the same cards in the same places. */
export function RevenueSkeleton() {
  const t = useTranslations('ui.error');
  return (
    <div role="status" className="flex flex-col gap-6">
      <span className="sr-only">{t('loading')}</span>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-4 w-96 max-w-full" />
      </div>
      <Skeleton className="h-9 w-full max-w-lg" />
      <Card as="div" className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-3 xl:grid-cols-6">
        {Array.from({ length: 6 }, (_, figure) => (
          <Skeleton key={figure} className="h-16" />
        ))}
      </Card>
      <div className="grid items-start gap-6 lg:grid-cols-3">
        <Card as="div" className="lg:col-span-2">
          <Skeleton className="h-80" />
        </Card>
        <Card as="div" padded={false}>
          <SkeletonTable rows={8} columns={2} />
        </Card>
      </div>
    </div>
  );
}
