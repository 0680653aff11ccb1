import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PageCrumbs } from '@/components/frame/shell-context';
import { CardPanel } from '@/components/top-up/card-panel';
import { FinishCard } from '@/components/top-up/finish-card';
import { TopUpForm } from '@/components/top-up/top-up-form';
import { TopUpStatus } from '@/components/top-up/top-up-status';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { getAutoTopUp } from '@/lib/domain/top-up/get-auto-top-up';
import { FinishCardSetupInput } from '@/lib/domain/top-up/schema';
import { requireMember } from '@/lib/web/session';
import { dropCard, finishCard, saveTopUp, startCard, tryAgain } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('topup'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AutoTopUpPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'credits:buy')) notFound();
  const [t, topUp, search] = await Promise.all([getTranslations('topup'), getAutoTopUp(ctx), searchParams]);
  const sessionId = FinishCardSetupInput.safeParse({ sessionId: search.card }).data?.sessionId;
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/credits', label: t('back') }}
      />
      {sessionId && <FinishCard sessionId={sessionId} finish={finishCard} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <TopUpStatus topUp={topUp} retry={tryAgain} />
          <CardPanel card={topUp.card} start={startCard} remove={dropCard} />
        </div>
        <Card>
          <CardHeader title={t('form.title')} />
          {topUp.offers.length > 0 ? (
            <TopUpForm key={topUp.card?.last4 ?? ''} topUp={topUp} action={saveTopUp} />
          ) : (
            <EmptyState picture="cards" title={t('form.empty', { currency: topUp.currency })} />
          )}
        </Card>
      </div>
    </>
  );
}
