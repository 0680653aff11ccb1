'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { formatMoney } from '@/lib/core/format';
import type { RequestDto } from '@/lib/domain/support/schema.dto';
import type { MoneyActions } from './money-actions';
import { MoreCredits } from './more-credits';
import { useCredits } from './use-credits';

interface PayCardProps {
  request: RequestDto;
  actions: MoneyActions;
  onDone: () => void;
}

/** What a request that waits for its money offers: credits that are there, a card, or more credits. */
export function PayCard({ request, actions, onDone }: PayCardProps) {
  const t = useTranslations('promises.pay');
  const credits = useCredits();
  const { price, available, card, mayMoney } = request;
  if (request.status !== 'unpaid') return null;
  const missing = Number((Number(price) - Number(available ?? '0')).toFixed(6));
  const values = { available: credits(available ?? '0'), missing: credits(String(missing)) };
  return (
    <Card as="section" aria-labelledby="pay" className="border-warning-line">
      <CardHeader id="pay" title={t('title')} />
      <div className="flex flex-col gap-3">
        <p className="text-sm">{t('body', { credits: credits(price) })}</p>
        {missing > 0 && <p className="text-muted text-sm">{t(card?.isPaid ? 'paid' : 'short', values)}</p>}
        <div className="flex flex-wrap gap-2">
          {mayMoney.fund && missing <= 0 && (
            <FundButton request={request} fund={actions.fund} onDone={onDone} />
          )}
          {mayMoney.pay && <PayButton request={request} pay={actions.pay} onFailure={onDone} />}
          {missing > 0 && <MoreCredits request={request} />}
        </div>
        {mayMoney.pay && <CardTotal request={request} />}
      </div>
    </Card>
  );
}

type ButtonProps<K extends 'fund' | 'pay'> = Record<K, MoneyActions[K]> & { request: RequestDto };

function FundButton({ request, fund, onDone }: ButtonProps<'fund'> & { onDone: () => void }) {
  const t = useTranslations('promises.pay');
  const credits = useCredits();
  const toast = useToast();
  const price = credits(request.price);
  const action = useAction(fund, {
    onSuccess: () => {
      toast({ title: t('funded', { credits: price }), tone: 'positive' });
      onDone();
    },
    onFailure: onDone,
  });
  return (
    <Button variant="primary" loading={action.pending} onClick={() => action.run({ requestId: request.id })}>
      {t('fund', { credits: price })}
    </Button>
  );
}

function PayButton({ request, pay, onFailure }: ButtonProps<'pay'> & { onFailure: () => void }) {
  const t = useTranslations('promises.pay');
  const locale = useLocale();
  const action = useAction(pay, {
    onSuccess: ({ url }) => window.location.assign(url),
    onFailure,
  });
  if (!request.card) return null;
  const { totalMinor, currency } = request.card;
  return (
    <Button loading={action.pending} onClick={() => action.run({ requestId: request.id, totalMinor })}>
      {t('card', { amount: formatMoney(totalMinor, currency, locale) })}
    </Button>
  );
}

/** What the card is charged with, tax said. */
function CardTotal({ request }: { request: RequestDto }) {
  const t = useTranslations('promises.pay');
  const locale = useLocale();
  const credits = useCredits();
  if (!request.card || request.card.taxMinor === '0') return null;
  const { totalMinor, taxMinor, currency } = request.card;
  const money = (minor: string) => formatMoney(minor, currency, locale);
  return (
    <p className="text-muted text-sm">
      {t('cardTax', { amount: money(totalMinor), tax: money(taxMinor), credits: credits(request.price) })}
    </p>
  );
}
