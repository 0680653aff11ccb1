import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ApprovalsForm } from '@/components/admin/approvals-form';
import { DunningForm } from '@/components/admin/dunning-form';
import { EnforcementForm } from '@/components/admin/enforcement-form';
import { InvoicingForm } from '@/components/admin/invoicing-form';
import { MoneyForm } from '@/components/admin/money-form';
import { SellerForm } from '@/components/admin/seller-form';
import { SupportForm } from '@/components/admin/support-form';
import { WaivedTable } from '@/components/admin/waived-table';
import { BrandCard } from '@/components/outbox/brand-card';
import { MailCard } from '@/components/mail/mail-card';
import { TelegramCard } from '@/components/outbox/telegram-card';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { countriesIn } from '@/lib/domain/billing/schema.countries';
import { isPosition } from '@/lib/core/position';
import { getApprovalSetting } from '@/lib/domain/approvals/settings';
import { getBillingSettings } from '@/lib/domain/billing/queries';
import { getEnforcement } from '@/lib/domain/enforcement/get-enforcement';
import { listWaived } from '@/lib/domain/enforcement/list-waived';
import { getMailSetting } from '@/lib/domain/mail/settings';
import { getBrand } from '@/lib/domain/notifications/save-brand';
import { getTelegram } from '@/lib/domain/notifications/save-telegram';
import { getSupportSetting } from '@/lib/domain/support/settings';
import { requireStaff } from '@/lib/web/session';
import * as actions from './actions';

const TABS = ['credits', 'seller', 'invoicing', 'notifications'] as const;

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
      {tab === 'notifications' && <Notifications ctx={ctx} />}
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

/** Under which name mails go out, how long support waits, and what the team's chat hears. */
async function Notifications({ ctx }: { ctx: Context }) {
  const [brand, telegram, mail, approvals, support] = await Promise.all([
    getBrand(ctx),
    getTelegram(ctx),
    getMailSetting(ctx),
    getApprovalSetting(ctx),
    getSupportSetting(ctx),
  ]);
  return (
    <>
      <BrandCard brand={brand} save={actions.saveBrandSetting} removeLogo={actions.dropLogo} />
      <MailCard setting={mail} save={actions.saveMail} />
      <ApprovalsForm values={approvals} save={actions.saveApprovals} />
      <SupportForm values={support} save={actions.saveSupport} />
      <TelegramCard telegram={telegram} save={actions.saveTelegramSetting} tryIt={actions.tryChat} />
    </>
  );
}
