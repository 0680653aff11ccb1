import { getTranslations } from 'next-intl/server';
import { RateForm } from '@/components/books/rate-form';
import { RateTable } from '@/components/books/rate-table';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { currencyDigits } from '@/lib/core/money';
import { listRates } from '@/lib/domain/rates/queries';
import { requireStaff } from '@/lib/web/session';
import { dropRate, saveRate } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('books.rates'))('title') };
}

export default async function RatesPage() {
  const { ctx } = await requireStaff('books:manage');
  const [t, { base, rates, missing }] = await Promise.all([getTranslations('books.rates'), listRates(ctx)]);
  const currencies = Object.keys(currencyDigits).filter((currency) => currency !== base);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description', { base })}
        actions={
          <RateForm
            base={base}
            currencies={currencies}
            first={missing[0] ?? currencies[0] ?? ''}
            today={ctx.now.toISOString().slice(0, 10)}
            save={saveRate}
          />
        }
      />
      {missing.length > 0 && (
        <Banner tone="warning" role="status">
          {t('missing', { currencies: missing.join(', '), count: missing.length, base })}
        </Banner>
      )}
      <RateTable base={base} rates={rates} drop={dropRate} />
    </>
  );
}
