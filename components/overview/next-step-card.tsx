import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import type { NextAction, WaitingDto } from '@/lib/domain/overview/schema';

type Props = { action: NextAction; waiting: WaitingDto[]; mayBuy: boolean };

/** One suggestion, with the button that does it. */
export function NextStepCard({ action, waiting, mayBuy }: Props) {
  const t = useTranslations('overview.next');
  const asks = action === 'buy' && !mayBuy;
  return (
    <Card as="section" aria-labelledby="next-title" className="flex flex-col">
      <CardHeader id="next-title" title={t('title')} />
      <p className="mb-4 text-sm">{asks ? t('ask') : t(action)}</p>
      {!asks && (
        <LinkButton className="mt-auto self-start" variant="primary" href={hrefOf(action, waiting)}>
          {t(`${action}Button`)}
        </LinkButton>
      )}
    </Card>
  );
}

function hrefOf(action: NextAction, waiting: WaitingDto[]): string {
  if (action === 'buy') return '/credits';
  if (action === 'file') return '/support/new';
  if (action === 'settle') {
    const [first] = waiting.filter(({ kind }) => kind === 'renewal' || kind === 'unpaid');
    return first?.kind === 'unpaid' ? `/billing/invoices/${first.number}` : '/billing';
  }
  const request = waiting.find(({ kind }) => kind === action);
  return request && 'requestId' in request ? `/support/requests/${request.requestId}` : '/support';
}
