import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DunningForm } from '@/components/admin/dunning-form';
import { EnforcementForm } from '@/components/admin/enforcement-form';
import { InvoicingForm } from '@/components/admin/invoicing-form';
import { MoneyForm } from '@/components/admin/money-form';
import { SellerForm } from '@/components/admin/seller-form';
import { WaivedTable } from '@/components/admin/waived-table';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { countriesIn } from '@/lib/domain/billing/schema.countries';
import { isPosition } from '@/lib/core/position';
import { getBillingSettings } from '@/lib/domain/billing/queries';
import { getEnforcement } from '@/lib/domain/enforcement/get-enforcement';
import { listWaived } from '@/lib/domain/enforcement/list-waived';
import { requireStaff } from '@/lib/web/session';
import * as actions from './actions';

const TABS = ['credits', 'seller', 'invoicing'] as const;

// A page that cannot be read falls back to the first one.
const Search = z.object({
  tab: z.enum(TABS).catch('credits'),
  after: z.string().max(200).refine(isPosition).optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('admin.settings'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SettingsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('catalogue:manage');
  const { tab, after } = Search.parse(await searchParams);
  const t = await getTranslations('admin.settings');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <LinkTabs
        label={t('tabs.label')}
        tabs={TABS.map((one) => ({
          href: one === 'credits' ? '/admin/settings' : `/admin/settings?tab=${one}`,
          label: t(`tabs.${one}`),
          current: one === tab,
        }))}
      />
      {tab === 'credits' && <Credits ctx={ctx} after={after} />}
      {tab === 'seller' && <SellerTab ctx={ctx} />}
      {tab === 'invoicing' && <Invoicing ctx={ctx} />}
    </>
  );
}

async function Credits({ ctx, after }: { ctx: Context; after?: string }) {
  const [mode, { rows, next }] = await Promise.all([getEnforcement(ctx), listWaived(ctx, { after })]);
  return (
    <>
      <EnforcementForm mode={mode} save={actions.saveEnforcement} />
      <WaivedTable
        rows={rows}
        firstHref={after ? '/admin/settings' : undefined}
        nextHref={next ? `/admin/settings?after=${next}` : undefined}
      />
    </>
  );
}

async function SellerTab({ ctx }: { ctx: Context }) {
  const [t, locale, { seller }] = await Promise.all([
    getTranslations('admin.settings.seller'),
    getLocale(),
    getBillingSettings(ctx),
  ]);
  return (
    <>
      {!seller && <Banner tone="warning">{t('missing')}</Banner>}
      <SellerForm seller={seller} countries={countriesIn(locale)} save={actions.saveSellerSetting} />
    </>
  );
}

async function Invoicing({ ctx }: { ctx: Context }) {
  const { invoicing, dunning, money } = await getBillingSettings(ctx);
  return (
    <>
      <InvoicingForm values={invoicing} save={actions.saveInvoicingSetting} />
      <DunningForm values={dunning} save={actions.saveDunningSetting} />
      <MoneyForm values={money} save={actions.saveMoneySetting} />
    </>
  );
}
