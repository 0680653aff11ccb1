import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import type { OfferedPromisesDto } from '@/lib/domain/sla/schema.dto';
import type { CategoryDto } from '@/lib/domain/support/schema.dto';
import { PriceLines } from '../price-lines';
import { useCredits } from '../use-credits';
import { PromiseLines } from './promise-lines';
import { type WizardValues, quoteOf } from './wizard-values';

interface PriceCardProps {
  values: WizardValues;
  categories: CategoryDto[];
  available: string;
  offered: OfferedPromisesDto | null;
}

/** The price at the side: it grows with each answer. */
export function PriceCard({ values, categories, available, offered }: PriceCardProps) {
  const t = useTranslations('support.price');
  const promises = useTranslations('promises.wizard');
  const credits = useCredits();
  const category = categories.find(({ code }) => code === values.category);
  const quote = quoteOf(values, categories);
  const isFinal = Boolean(values.urgency);
  return (
    <Card as="section" aria-labelledby="price-title" className="lg:sticky lg:top-16">
      <CardHeader id="price-title" title={t('title')} />
      <div aria-live="polite">
        {category?.isQuoted ? (
          <p className="text-sm">{promises('quoted')}</p>
        ) : quote && category ? (
          <PriceLines
            factors={quote.factors}
            category={category.name}
            urgency={isFinal ? values.urgency : null}
            total={isFinal ? quote.price : null}
          />
        ) : (
          <p className="text-muted text-sm">{t('pickCategory')}</p>
        )}
      </div>
      {quote && !isFinal && !category?.isQuoted && (
        <p className="text-muted mt-3 text-sm">{t('pickUrgency')}</p>
      )}
      {isFinal && (
        <div className="mt-3">
          <PromiseLines offered={offered} urgency={values.urgency} category={category} />
        </div>
      )}
      <p className="text-muted mt-3 flex justify-between gap-3 border-t pt-3 text-sm">
        <span>{t('available')}</span>
        <span className="figures">{credits(available)}</span>
      </p>
    </Card>
  );
}
