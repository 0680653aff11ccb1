import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import type { RequestDto } from '@/lib/domain/support/schema.dto';
import { ApprovalPill } from './approval-pill';
import { PriceLines } from './price-lines';
import { StatusChip } from './status-chip';
import { UrgencyLabel } from './urgency-label';
import { useCredits } from './use-credits';

interface RequestFactsProps {
  request: RequestDto | DeskRequestDto;
  side: 'customer' | 'staff';
  /** Stands under the facts: what can be done about them. */
  children?: ReactNode;
}

/** The facts at the side of a conversation. */
export function RequestFacts({ request, side, children }: RequestFactsProps) {
  const t = useTranslations('support.request');
  const { closesAt } = request;
  const items = [
    { term: t('status'), detail: <StatusChip status={request.status} side={side} /> },
    ...(request.approval
      ? [{ term: t('approval'), detail: <ApprovalPill approval={request.approval} /> }]
      : []),
    { term: t('expert'), detail: request.expert ?? t('noExpert') },
    { term: t('urgency'), detail: <UrgencyLabel urgency={request.urgency} /> },
    { term: t('category'), detail: request.category },
    // A mail names no service.
    ...(request.serviceAffected ? [{ term: t('service'), detail: request.serviceAffected }] : []),
    ...(request.error
      ? [{ term: t('error'), detail: <AboutError error={request.error} side={side} /> }]
      : []),
    // On the desk the customer's own card names them.
    ...(side === 'customer' ? [{ term: t('filedBy'), detail: request.openedBy.name }] : []),
    { term: t('filed'), detail: <Time at={request.createdAt} format="datetime" /> },
    { term: t('updated'), detail: <Time at={request.updatedAt} format="relative" /> },
    ...(closesAt ? [{ term: t('closes'), detail: <Time at={closesAt} /> }] : []),
  ];
  return (
    <Card as="section" aria-labelledby="request-facts">
      <CardHeader id="request-facts" title={t('facts')} />
      <DescriptionList items={items} className="grid grid-cols-2 gap-x-4 xl:grid-cols-1" />
      {children && <div className="mt-4 flex flex-col gap-2">{children}</div>}
    </Card>
  );
}

/** Only its customer has a page for the error; the desk reads its words in the description. */
function AboutError({
  error,
  side,
}: {
  error: NonNullable<RequestDto['error']>;
  side: 'customer' | 'staff';
}) {
  const words = <span className="line-clamp-3 [overflow-wrap:anywhere]">{error.message}</span>;
  return side === 'customer' ? <TextLink href={`/support/errors/${error.id}`}>{words}</TextLink> : words;
}

interface RequestPriceProps {
  request: RequestDto | DeskRequestDto;
  /** Stands under the price: what can be done about it. */
  children?: ReactNode;
}

/** The price, how it came about, and what became of the credits. */
export function RequestPrice({ request, children }: RequestPriceProps) {
  const t = useTranslations('support');
  const credits = useCredits();
  return (
    <Card as="section" aria-labelledby="request-price">
      <CardHeader id="request-price" title={t('price.title')} />
      <PriceLines
        factors={request.factors}
        category={request.category}
        urgency={request.urgency}
        total={request.price}
      />
      {(['charged', 'held', 'released'] as const)
        .filter((state) => request.credits[state] !== '0')
        .map((state) => (
          <p key={state} className="text-muted mt-3 text-sm">
            {t(`hold.${state}`, { credits: credits(request.credits[state]) })}
          </p>
        ))}
      {children && <div className="mt-4 flex flex-wrap gap-2 empty:hidden">{children}</div>}
    </Card>
  );
}
