import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { AdjustForm } from '@/components/admin/adjust-form';
import { ClassForm } from '@/components/admin/class-form';
import { CustomerFacts } from '@/components/admin/customer-facts';
import { CustomerTabs } from '@/components/admin/customer-tabs';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getCustomer } from '@/lib/domain/customers/queries';
import { customerTabs } from '@/lib/domain/customers/schema';
import { getWalletOf } from '@/lib/domain/wallet/queries';
import { requireStaff } from '@/lib/web/session';
import { adjust, changeClass } from './actions';
import { tabContent } from './tab-content';

const Search = z.object({
  tab: z.enum(customerTabs).catch('wallet'),
  before: z.string().max(40).optional().catch(undefined),
});

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const missing = (error: unknown) => {
  if (error instanceof AppError && error.code === 'not_found') notFound();
  throw error;
};

export async function generateMetadata() {
  return { title: (await getTranslations('admin.customers'))('title') };
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff('customers:read');
  const { id } = await params;
  const { tab, before } = Search.parse(await searchParams);
  const customer = await getCustomer(ctx, id).catch(missing);
  const [t, wallet, content] = await Promise.all([
    getTranslations('admin.customers'),
    getWalletOf(ctx, id),
    tabContent(ctx, customer, tab, before).catch(missing),
  ]);
  const mayManage = can(ctx, 'customers:manage');
  return (
    <>
      <PageCrumbs items={[{ label: customer.name }]} />
      <PageHeader
        title={customer.name}
        description={<span className="font-mono text-sm">{customer.id}</span>}
        back={{ href: '/admin/customers', label: t('title') }}
        actions={
          mayManage && (
            <>
              <ClassForm organisationId={id} current={customer.customerClass} change={changeClass} />
              <AdjustForm organisationId={id} name={customer.name} wallet={wallet} adjust={adjust} />
            </>
          )
        }
      />
      <CustomerFacts customer={customer} wallet={wallet} />
      <CustomerTabs id={id} current={tab} isFirst={!before} next={content.next}>
        {content.node}
      </CustomerTabs>
    </>
  );
}
