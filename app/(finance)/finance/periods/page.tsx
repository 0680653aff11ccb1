import { getTranslations } from 'next-intl/server';
import { MonthTable } from '@/components/books/month-table';
import { PageHeader } from '@/components/ui/page-header';
import { listMonths } from '@/lib/domain/books/months';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('books.periods'))('title') };
}

export default async function PeriodsPage() {
  const { ctx } = await requireStaff('books:manage');
  const [t, months] = await Promise.all([getTranslations('books.periods'), listMonths(ctx)]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <MonthTable months={months} />
    </>
  );
}
