import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { CurrencyForm } from '@/components/billing-details/currency-form';
import { DetailsForm } from '@/components/billing-details/details-form';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Card, CardHeader } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { countriesIn } from '@/lib/domain/billing/schema.countries';
import { getBillingProfile } from '@/lib/domain/billing/queries';
import { requireMember } from '@/lib/web/session';
import { changeCurrency, saveDetails } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('details'))('title') };
}

export default async function BillingDetailsPage() {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:manage')) notFound();
  const [t, locale, profile] = await Promise.all([
    getTranslations('details'),
    getLocale(),
    getBillingProfile(ctx),
  ]);
  const { currency, currencies, isCurrencyFixed } = profile;
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader title={t('title')} description={t('description')} />
      <Card>
        <CardHeader title={t('who')} description={t('whoText')} />
        <DetailsForm profile={profile} countries={countriesIn(locale)} save={saveDetails} />
      </Card>
      <Card>
        <CardHeader
          title={t('currency.title')}
          description={isCurrencyFixed ? t('currency.fixed', { currency }) : t('currency.text')}
        />
        {!isCurrencyFixed && (
          <CurrencyForm currency={currency} currencies={currencies} choose={changeCurrency} />
        )}
      </Card>
    </>
  );
}
