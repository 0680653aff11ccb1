'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import { BuyerDialog, type BuyerQuestion } from '@/components/billing-details/buyer-dialog';
import { ProviderChoice } from '@/components/payments/provider-choice';
import type { ProviderCode } from '@/components/payments/types';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { TextLink } from '@/components/ui/link-button';
import { formatCredits, formatMoney } from '@/lib/core/format';
import type { PackOfferDto, StartCheckoutInput } from '@/lib/domain/payments/schema';
import { PackCard } from './pack-card';
import { type ApplyCoupon, PackCoupon } from './pack-coupon';

type Order = Pick<z.input<typeof StartCheckoutInput>, 'packCode' | 'totalMinor' | 'provider' | 'returnTo'> & {
  couponCode?: string;
};
type Props = {
  packs: PackOfferDto[];
  buy: Action<Order, { checkoutUrl: string }>;
  applyCoupon: ApplyCoupon;
  /** The ways to pay that are offered here, the usual one first; none where the reader may not buy. */
  ways: ProviderCode[];
  mayBuy: boolean;
  /** Asked before anything is bought; null: it is known. */
  question: BuyerQuestion;
  returnTo?: string;
};

/** The packs side by side. One press opens the payment page; a coupon changes the prices before that. */
export function PackGrid({ packs, buy, applyCoupon, ways, mayBuy, question, returnTo }: Props) {
  const t = useTranslations('credits.packs');
  const [reduced, setReduced] = useState<PackOfferDto[] | null>(null);
  const [provider, setProvider] = useState(ways[0]);
  const { run, pending, failure } = useAction(buy, {
    onSuccess: ({ checkoutUrl }) => window.location.assign(checkoutUrl),
  });
  const shown = reduced ?? packs;
  const best = shown.reduce((most, { savingBps }) => Math.max(most, savingBps), 0);
  return (
    <div className="flex flex-col gap-3">
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      {!mayBuy && <p className="text-muted text-sm">{t('notYours')}</p>}
      {mayBuy && provider && <ProviderChoice providers={ways} value={provider} onChange={setProvider} />}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {shown.map((pack) => (
          <PackCard key={pack.code} pack={pack} isBest={best > 0 && pack.savingBps === best}>
            {mayBuy && (
              <Buy
                pack={pack}
                isBest={best > 0 && pack.savingBps === best}
                question={question}
                disabled={pending}
                onClick={() =>
                  void run({
                    ...{ packCode: pack.code, totalMinor: pack.totalMinor, returnTo },
                    ...{ provider, couponCode: pack.couponCode ?? undefined },
                  })
                }
              />
            )}
          </PackCard>
        ))}
      </ul>
      {mayBuy && <PackCoupon apply={applyCoupon} offers={reduced} change={setReduced} />}
      <p aria-live="polite" className="text-muted min-h-5 text-sm">
        {pending && t('opening')}
        {!pending && mayBuy && (question ? t('taxLater') : <Charged />)}
      </p>
    </div>
  );
}

/** What the price is, and what it follows. */
function Charged() {
  const t = useTranslations('credits.packs');
  return t.rich('charged', {
    details: (words) => <TextLink href="/billing/details">{words}</TextLink>,
  });
}

type BuyProps = Pick<Props, 'question'> & {
  pack: PackOfferDto;
  isBest: boolean;
  disabled: boolean;
  onClick: () => void;
};

/** Buys; or asks first who the invoice is for, which may change the price. */
function Buy({ pack, isBest, question, ...press }: BuyProps) {
  const look = {
    variant: isBest ? ('primary' as const) : ('secondary' as const),
    className: 'mt-auto w-full',
  };
  const words = <BuyWords pack={pack} />;
  if (question) return <BuyerDialog question={question} trigger={<Button {...look}>{words}</Button>} />;
  return (
    <Button {...look} {...press}>
      {words}
    </Button>
  );
}

function BuyWords({ pack }: { pack: PackOfferDto }) {
  const t = useTranslations('credits.packs');
  const locale = useLocale();
  const credits = formatCredits(pack.creditsMicro, locale);
  return t('buy', { credits, price: formatMoney(pack.totalMinor, pack.currency, locale) });
}
