'use client';

import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import type { RequestDto } from '@/lib/domain/support/schema.dto';
import type { QuoteCardDto } from '@/lib/domain/support/schema.money-dto';
import { DeclineQuote } from './decline-quote';
import type { MoneyActions } from './money-actions';
import { MoreCredits } from './more-credits';
import { useCredits } from './use-credits';

interface QuoteCardProps {
  request: RequestDto;
  actions: MoneyActions;
  onDone: () => void;
}

/** The price that waits for the customer's word; where none was proposed yet, what happens next. */
export function QuoteCard({ request, actions, onDone }: QuoteCardProps) {
  const t = useTranslations('promises.quote');
  const quote = request.quotes.find(({ status }) => status === 'proposed');
  if (!quote)
    return request.startRefusal === 'quoteMissing' ? (
      <Card as="section" aria-labelledby="quote">
        <CardHeader id="quote" title={t('title')} />
        <p className="text-muted text-sm">{t('none')}</p>
      </Card>
    ) : null;
  return (
    <Card as="section" aria-labelledby="quote" className="border-accent-line">
      <CardHeader id="quote" title={t('title')} />
      <Proposal quote={quote} />
      {request.mayMoney.decideQuote && (
        <Decision quote={quote} request={request} actions={actions} onDone={onDone} />
      )}
    </Card>
  );
}

function Proposal({ quote }: { quote: QuoteCardDto }) {
  const t = useTranslations('promises.quote');
  const credits = useCredits();
  return (
    <div className="flex flex-col gap-2">
      <p className="text-base font-medium">{t('by', { name: quote.by, credits: credits(quote.credits) })}</p>
      <Markdown text={quote.body} />
      <p className="text-muted text-sm">
        {t.rich('byOn', { name: quote.by, date: () => <Time at={quote.at} format="datetime" /> })}
      </p>
    </div>
  );
}

interface DecisionProps {
  quote: QuoteCardDto;
  request: RequestDto;
  actions: MoneyActions;
  onDone: () => void;
}

function Decision({ quote, request, actions, onDone }: DecisionProps) {
  const t = useTranslations('promises.quote');
  const credits = useCredits();
  const toast = useToast();
  const price = credits(quote.credits);
  const accept = useAction(actions.acceptQuote, {
    onSuccess: () => {
      toast({ title: t('accepted', { credits: price }), tone: 'positive' });
      onDone();
    },
    onFailure: onDone,
  });
  const isShort = accept.failure?.code === 'insufficient_credits';
  return (
    <div className="mt-4 flex flex-col gap-3 border-t pt-4">
      <p className="text-muted text-sm">{t('holds', { credits: price })}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          loading={accept.pending}
          onClick={() => accept.run({ quoteId: quote.id, credits: quote.credits })}
        >
          {t('accept', { credits: price })}
        </Button>
        <DeclineQuote quoteId={quote.id} decline={actions.declineQuote} onDone={onDone} />
        {isShort && <MoreCredits request={request} />}
      </div>
    </div>
  );
}
