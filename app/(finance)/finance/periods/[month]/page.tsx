import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { BookTableCard } from '@/components/books/book-table';
import { LockForm, UnlockForm } from '@/components/books/lock-form';
import { MonthChecks } from '@/components/books/month-checks';
import { MonthStateChip } from '@/components/books/month-state';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Time } from '@/components/frame/time';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { formatMonth } from '@/lib/core/format';
import { getMonth } from '@/lib/domain/books/months';
import { Month } from '@/lib/domain/books/schema';
import { requireStaff } from '@/lib/web/session';
import { lock, unlock } from '../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('books.periods'))('title') };
}

type Props = { params: Promise<{ month: string }> };

export default async function PeriodPage({ params }: Props) {
  const { ctx } = await requireStaff('books:manage');
  const asked = Month.safeParse((await params).month);
  if (!asked.success) notFound();
  const detail = await getMonth(ctx, asked.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const [t, words, locale] = await Promise.all([
    getTranslations('books.periods'),
    getTranslations('books'),
    getLocale(),
  ]);
  const name = formatMonth(detail.month, locale, 'UTC');
  return (
    <>
      <PageCrumbs items={[{ label: name }]} />
      <PageHeader
        title={name}
        status={<MonthStateChip state={detail.state} />}
        back={{ href: '/finance/periods', label: t('title') }}
        description={
          detail.lockedAt && (
            <>
              {t('lockedBy', { name: detail.lockedBy ?? '–' })}{' '}
              <Time at={detail.lockedAt} format="datetime" />
            </>
          )
        }
        actions={
          detail.late > 0 && (
            <LinkButton
              href={`/finance/books/journal?late=1&from=${detail.month}-01&to=${detail.month}-${lastDay(detail.month)}`}
            >
              {t('lateRows')}
            </LinkButton>
          )
        }
      />
      {detail.state === 'running' && <p className="text-muted text-sm">{t('isRunning')}</p>}
      {detail.state === 'open' && <LockForm month={detail.month} name={name} lock={lock} />}
      {detail.canUnlock && <UnlockForm month={detail.month} name={name} unlock={unlock} />}
      <MonthChecks checks={detail.checks} isKept={detail.state === 'locked'} />
      <BookTableCard table={detail.table} label={t('accounts')} empty={words('empty.cash')} />
      <BookTableCard table={detail.ageing} label={t('ageing')} empty={words('empty.receivables')} />
    </>
  );
}

function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return String(new Date(Date.UTC(year, number, 0)).getUTCDate());
}
