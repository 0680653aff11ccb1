'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
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
  returnTo?: string;
};

/** The packs side by side. One press opens the payment page; a coupon changes the prices before that. */
export function PackGrid({ packs, buy, applyCoupon, ways, mayBuy, returnTo }: Props) {
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
              <Button
                variant={best > 0 && pack.savingBps === best ? 'primary' : 'secondary'}
                className="mt-auto w-full"
                disabled={pending}
                onClick={() =>
                  void run({
                    ...{ packCode: pack.code, totalMinor: pack.totalMinor, returnTo },
                    ...{ provider, couponCode: pack.couponCode ?? undefined },
                  })
                }
              >
                <BuyWords pack={pack} />
              </Button>
            )}
          </PackCard>
        ))}
      </ul>
      {mayBuy && <PackCoupon apply={applyCoupon} offers={reduced} change={setReduced} />}
      <p aria-live="polite" className="text-muted min-h-5 text-sm">
        {pending && t('opening')}
        {!pending && mayBuy && <Charged />}
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

function BuyWords({ pack }: { pack: PackOfferDto }) {
  const t = useTranslations('credits.packs');
  const locale = useLocale();
  const credits = formatCredits(pack.creditsMicro, locale);
  return t('buy', { credits, price: formatMoney(pack.totalMinor, pack.currency, locale) });
}
