import { useTranslations } from 'next-intl';
import type { OfferedPromisesDto } from '@/lib/domain/sla/schema.dto';
import type { Urgency } from '@/lib/domain/support/schema';
import { PriceLines } from '../price-lines';
import { useCredits } from '../use-credits';
import { PromiseLines } from './promise-lines';
import type { Payment } from './use-payment';

interface ReviewPriceProps {
  payment: Payment;
  urgency: Urgency;
  available: string;
  offered: OfferedPromisesDto | null;
}

/** What it costs and how that came about, what becomes of the credits, and what is promised for them. */
export function ReviewPrice({ payment, urgency, available, offered }: ReviewPriceProps) {
  const t = useTranslations('support.price');
  const promises = useTranslations('promises.wizard');
  const credits = useCredits();
  const { category, quote, by } = payment;
  if (!category || !quote) return null;
  const left = Number((Number(available) - Number(quote.price)).toFixed(6));
  return (
    <section aria-labelledby="review-price" className="border-t pt-4">
      <h3 id="review-price" className="mb-2 text-sm font-medium">
        {t('title')}
      </h3>
      <div className="max-w-form flex flex-col gap-3">
        {category.isQuoted ? (
          <p className="text-sm">{promises('quoted')}</p>
        ) : (
          <>
            <PriceLines
              factors={quote.factors}
              category={category.name}
              urgency={urgency}
              total={quote.price}
            />
            <dl className="text-muted grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-sm">
              <dt>{t('available')}</dt>
              <dd className="figures text-end">{credits(available)}</dd>
              {left >= 0 && by === 'credits' && (
                <>
                  <dt>{t('after')}</dt>
                  <dd className="figures text-end">{credits(String(left))}</dd>
                </>
              )}
            </dl>
            {by === 'credits' && <p className="text-muted text-sm">{t('charged')}</p>}
          </>
        )}
        <PromiseLines offered={offered} urgency={urgency} category={category} />
      </div>
    </section>
  );
}
