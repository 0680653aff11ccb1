'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { QueryProvider } from '@/components/query-provider';
import { readJson } from '@/components/read-json';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useAction } from '@/components/ui/form';
import { LinkButton } from '@/components/ui/link-button';
import type { PurchaseDto } from '@/lib/domain/payments/schema';
import { PurchaseFacts } from './purchase-facts';
import { PurchaseOutcome } from './purchase-outcome';

type Cancel = Action<{ purchaseId: string }, { purchaseId: string }>;
type Props = { initial: PurchaseDto; cameBack: boolean; mayBuy: boolean; cancel: Cancel };

/** While money may be on its way the page asks every two seconds; the other states do not change by themselves. */
const EVERY_MS = 2_000;
const isOpen = ({ state }: PurchaseDto) => state === 'waiting' || state === 'declined';

export function PurchaseLive(props: Props) {
  return (
    <QueryProvider>
      <Live {...props} />
    </QueryProvider>
  );
}

function Live({ initial, cameBack, mayBuy, cancel }: Props) {
  const t = useTranslations('credits.purchase');
  const { data, isError, refetch } = useQuery({
    queryKey: ['purchase', initial.id],
    queryFn: () => readJson<PurchaseDto>(`/api/portal/purchases/${initial.id}`),
    initialData: initial,
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data) ? EVERY_MS : false),
  });
  const { run, pending } = useAction(cancel, { onSuccess: () => void refetch() });
  return (
    <Card className="flex flex-col gap-6">
      <PurchaseOutcome purchase={data} cameBack={cameBack} />
      {isError && <p className="text-warning text-sm">{t('stale')}</p>}
      <div className="flex flex-wrap gap-2">
        {isOpen(data) && mayBuy && data.checkoutUrl && (cameBack || data.state === 'declined') && (
          <>
            <LinkButton variant="primary" href={data.checkoutUrl}>
              {t('continue')}
            </LinkButton>
            <Button loading={pending} onClick={() => void run({ purchaseId: data.id })}>
              {t('cancel')}
            </Button>
          </>
        )}
        <WaysOn purchase={data} mayBuy={mayBuy} />
      </div>
      <PurchaseFacts purchase={data} />
    </Card>
  );
}

/** Where to go from here: back to the request that it was for, to the invoice, or to the packs. */
function WaysOn({ purchase, mayBuy }: { purchase: PurchaseDto; mayBuy: boolean }) {
  const t = useTranslations('credits.purchase');
  const { state, origin, returnTo, invoiceNumber } = purchase;
  const isPaid = state === 'paid';
  const isOver = state === 'cancelled' || state === 'expired' || state === 'failed';
  // What a card did not pay for is paid from the request itself: its price is no pack.
  const isOfRequest = origin === 'request' && returnTo !== null;
  return (
    <>
      {returnTo && (
        <LinkButton variant={isPaid || (isOver && isOfRequest) ? 'primary' : 'secondary'} href={returnTo}>
          {t(isPaid ? 'toRequest' : 'backToRequest')}
        </LinkButton>
      )}
      {isPaid && (
        <LinkButton variant={returnTo ? 'secondary' : 'primary'} href="/overview">
          {t('toOverview')}
        </LinkButton>
      )}
      {invoiceNumber && mayBuy && (
        <LinkButton href={`/billing/invoices/${invoiceNumber}`}>{t('toInvoice')}</LinkButton>
      )}
      {isOver && !isOfRequest && (
        <LinkButton variant="primary" href="/credits">
          {t('again')}
        </LinkButton>
      )}
    </>
  );
}
