'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { LinkButton } from '@/components/ui/link-button';
import { useToast } from '@/components/ui/toast';
import { LeaveDialog } from '@/components/tiers/leave-dialog';
import { formatMoney } from '@/lib/core/format';
import type { ChangeOutcomeDto, SubscriptionDto } from '@/lib/domain/subscriptions/schema';

type Plain = Action<Record<never, never>, ChangeOutcomeDto>;
export type SubscriptionActionSet = { pause: Plain; resume: Plain; restart: Plain; cancel: Plain };

interface SubscriptionActionsProps {
  subscription: SubscriptionDto;
  actions: SubscriptionActionSet;
  /** What follows after an end: the free tier, where there is one. */
  nextTierName: string | null;
}

/** What an owner or a billing contact can do with the tier from here; choosing another one has its own page. */
export function SubscriptionActions({ subscription, actions, nextTierName }: SubscriptionActionsProps) {
  const t = useTranslations('billing.subscription.act');
  const { status, isFree, collection, cancelAtPeriodEnd, pending } = subscription;
  const isSettled = !cancelAtPeriodEnd && !pending;
  const mayEnd = !isFree && !cancelAtPeriodEnd && ['active', 'trialing', 'past_due'].includes(status);
  return (
    <>
      {(status === 'past_due' || status === 'unpaid') && (
        <Restart subscription={subscription} restart={actions.restart} />
      )}
      {status === 'paused' && <Resume subscription={subscription} resume={actions.resume} />}
      {status === 'active' && collection === 'stripe' && isSettled && (
        <Pause subscription={subscription} pause={actions.pause} />
      )}
      {mayEnd && (
        <LeaveDialog
          {...subscription}
          nextTierName={nextTierName}
          cancel={actions.cancel}
          trigger={<Button>{t('cancel')}</Button>}
        />
      )}
      <LinkButton variant={isFree || status === 'cancelled' ? 'primary' : 'secondary'} href="/billing/tiers">
        {t(isFree || status === 'cancelled' ? 'choose' : 'compare')}
      </LinkButton>
    </>
  );
}

function useDone(action: Plain, done: string) {
  const router = useRouter();
  const toast = useToast();
  return useAction(action, {
    onSuccess: ({ url }) => {
      if (url) {
        window.location.assign(url);
        return;
      }
      toast({ title: done, tone: 'positive' });
      router.refresh();
    },
  });
}

function Pause({ subscription, pause }: { subscription: SubscriptionDto; pause: Plain }) {
  const t = useTranslations('billing.subscription.act');
  const { tierName, periodEnd } = subscription;
  const { run } = useDone(pause, t('paused', { tier: tierName }));
  return (
    <ConfirmDialog
      trigger={<Button>{t('pause')}</Button>}
      tone="primary"
      title={t('pauseTitle', { tier: tierName })}
      description={t.rich('pauseText', { date: () => <Time at={periodEnd} /> })}
      confirmLabel={t('pauseConfirm', { tier: tierName })}
      onConfirm={() => run({})}
    />
  );
}

function Resume({ subscription, resume }: { subscription: SubscriptionDto; resume: Plain }) {
  const t = useTranslations('billing.subscription.act');
  const { tierName } = subscription;
  const { run } = useDone(resume, t('resumed', { tier: tierName }));
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">{t('resume')}</Button>}
      tone="primary"
      title={t('resumeTitle', { tier: tierName })}
      description={t('resumeText')}
      confirmLabel={t('resumeConfirm', { tier: tierName })}
      onConfirm={() => run({})}
    />
  );
}

/** Pays what is missing: with the card that is kept now, else on the page that asks for another one. */
function Restart({ subscription, restart }: { subscription: SubscriptionDto; restart: Plain }) {
  const t = useTranslations('billing.subscription.act');
  const locale = useLocale();
  const { tierName, overdueMinor, currency, collection } = subscription;
  const { run, pending } = useDone(restart, t('restarted', { tier: tierName }));
  const amount = overdueMinor && formatMoney(overdueMinor, currency, locale);
  return (
    <Button variant="primary" loading={pending} onClick={() => run({})}>
      {amount ? t(collection === 'stripe' ? 'restartCard' : 'restartAmount', { amount }) : t('restart')}
    </Button>
  );
}

/** Takes back what was asked for: an end or another tier with the next period, or an upgrade that waits for its invoice. */
export function UndoButton({ subscription, undo }: { subscription: SubscriptionDto; undo: Plain }) {
  const t = useTranslations('billing.subscription.act');
  const { tierName } = subscription;
  const { run, pending } = useDone(undo, t('undone', { tier: tierName }));
  return (
    <Button size="sm" loading={pending} onClick={() => run({})}>
      {t('undo', { tier: tierName })}
    </Button>
  );
}
