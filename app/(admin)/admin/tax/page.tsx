import { getTranslations } from 'next-intl/server';
import { EndRate } from '@/components/tax/end-rate';
import { NewRate } from '@/components/tax/new-rate';
import { RateTable } from '@/components/tax/rate-table';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { getBillingSettings } from '@/lib/domain/billing/queries';
import { listTaxRates } from '@/lib/domain/tax/queries';
import { requireStaff } from '@/lib/web/session';
import { endRate, saveRate } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('admin.tax'))('title') };
}

export default async function TaxPage() {
  const { ctx } = await requireStaff('catalogue:manage');
  const [t, rates, { seller }] = await Promise.all([
    getTranslations('admin.tax'),
    listTaxRates(ctx),
    getBillingSettings(ctx),
  ]);
  const isEmpty = rates.length === 0;
  const today = ctx.now.toISOString().slice(0, 10);
  const create = <NewRate save={saveRate} today={today} />;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={!isEmpty && create} />
      {!seller && (
        <Banner
          tone="warning"
          action={<TextLink href="/admin/settings?tab=seller">{t('toSettings')}</TextLink>}
        >
          {t('noSeller')}
        </Banner>
      )}
      <Card padded={false}>
        {isEmpty ? (
          <EmptyState picture="table" title={t('empty')} action={create} />
        ) : (
          <RateTable
            rates={rates.map((rate) => ({
              ...rate,
              end: <EndRate rate={rate} save={endRate} today={today} />,
            }))}
          />
        )}
      </Card>
      <Card>
        <CardHeader title={t('rules')} description={t('rulesText')} />
      </Card>
    </>
  );
}
