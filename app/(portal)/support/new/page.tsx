import { getTranslations } from 'next-intl/server';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Wizard } from '@/components/support/wizard/wizard';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { getDraft } from '@/lib/domain/support/get-draft';
import { listQuotes } from '@/lib/domain/support/quote-request';
import { getWallet } from '@/lib/domain/wallet/queries';
import { requireMember } from '@/lib/web/session';
import { discard, file, removeUpload } from '../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('support'))('wizard.title') };
}

export default async function NewRequestPage() {
  const { ctx } = await requireMember();
  const [t, draft, categories, wallet] = await Promise.all([
    getTranslations('support.wizard'),
    getDraft(ctx),
    listQuotes(ctx),
    getWallet(ctx),
  ]);
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader title={t('title')} description={t('description')} />
      <Wizard
        draft={draft}
        categories={categories}
        available={wallet.available}
        mayBuy={can(ctx, 'credits:buy')}
        actions={{ file, discard, removeUpload }}
      />
    </>
  );
}
