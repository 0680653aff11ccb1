'use client';

import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import type { DeskMoneyActions } from '@/components/support/money-actions';
import { useCredits } from '@/components/support/use-credits';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Markdown } from '@/components/ui/markdown';
import { useToast } from '@/components/ui/toast';
import { useSafeAction } from '@/components/ui/use-action';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import type { QuoteCardDto } from '@/lib/domain/support/schema.money-dto';

const tones: Record<QuoteCardDto['status'], Tone> = {
  proposed: 'warning',
  accepted: 'positive',
  declined: 'critical',
  withdrawn: 'neutral',
};

interface DeskQuotesProps {
  request: DeskRequestDto;
  withdraw: DeskMoneyActions['withdrawQuote'];
  onDone: () => void;
}

/** The prices that were proposed for a request, the newest first, with what became of each. */
export function DeskQuotes({ request, withdraw, onDone }: DeskQuotesProps) {
  const t = useTranslations('promises.quote');
  const credits = useCredits();
  if (request.quotes.length === 0) return null;
  return (
    <Card as="section" aria-labelledby="quotes">
      <CardHeader id="quotes" title={t('title')} />
      <ul className="flex flex-col gap-4">
        {request.quotes.map((quote) => (
          <li key={quote.id} className="flex flex-col gap-1.5">
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <span className="figures text-sm font-medium">{credits(quote.credits)}</span>
              <Chip tone={tones[quote.status]}>{t(`status.${quote.status}`)}</Chip>
            </div>
            <Markdown text={quote.body} className="text-sm" />
            <p className="text-muted text-sm">
              {t.rich('byOn', { name: quote.by, date: () => <Time at={quote.at} format="datetime" /> })}
            </p>
            {quote.comment && <p className="text-sm [overflow-wrap:anywhere]">«{quote.comment}»</p>}
            {quote.status === 'proposed' && <TakeBack quote={quote} withdraw={withdraw} onDone={onDone} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type TakeBackProps = Omit<DeskQuotesProps, 'request'> & { quote: QuoteCardDto };

function TakeBack({ quote, withdraw, onDone }: TakeBackProps) {
  const t = useTranslations('promises.propose');
  const credits = useCredits();
  const toast = useToast();
  const safely = useSafeAction(withdraw);
  const confirm = async () => {
    const result = await safely({ quoteId: quote.id });
    if (result.ok) toast({ title: t('withdrawn'), tone: 'positive' });
    else toast({ title: result.error.message, tone: 'critical', requestId: result.error.requestId });
    onDone();
  };
  return (
    <div>
      <ConfirmDialog
        trigger={<Button size="sm">{t('withdraw')}</Button>}
        title={t('withdrawTitle')}
        description={t('withdrawBody', { credits: credits(quote.credits) })}
        confirmLabel={t('withdraw')}
        onConfirm={confirm}
      />
    </div>
  );
}
