import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Markdown } from '@/components/ui/markdown';
import type { CategoryDto, QuoteDto } from '@/lib/domain/support/schema.dto';
import { AttachmentList } from '../attachment-list';
import { PriceLines } from '../price-lines';
import { UrgencyLabel } from '../urgency-label';
import { useCredits } from '../use-credits';
import type { Uploads } from '../use-uploads';
import { ShortOfCredits } from './short-of-credits';
import type { Step, WizardValues } from './wizard-values';

interface ReviewStepProps {
  values: WizardValues;
  category: CategoryDto;
  quote: QuoteDto;
  available: string;
  mayBuy: boolean;
  uploads: Uploads;
  onEdit: (step: Step) => void;
}

/** Everything once more, with the price and what becomes of the credits. */
export function ReviewStep(props: ReviewStepProps) {
  const { values, category, quote, available, mayBuy, uploads, onEdit } = props;
  const t = useTranslations('support');
  const credits = useCredits();
  const left = Number((Number(available) - Number(quote.price)).toFixed(6));
  const files = uploads.list.flatMap(({ file }) => file ?? []);
  return (
    <div className="flex flex-col gap-5">
      <Part title={t('wizard.what')} step="what" onEdit={onEdit}>
        <p className="font-medium">{category.name}</p>
        <p className="text-muted">{values.serviceAffected}</p>
      </Part>
      <Part title={t('wizard.details')} step="details" onEdit={onEdit}>
        <p className="mb-1 font-medium">{values.subject}</p>
        <Markdown text={values.description} />
        <div className="mt-2">
          {files.length > 0 ? (
            <AttachmentList attachments={files} base="/api/portal/attachments" />
          ) : (
            <p className="text-muted text-sm">{t('wizard.noFiles')}</p>
          )}
        </div>
      </Part>
      <Part title={t('wizard.urgency')} step="urgency" onEdit={onEdit}>
        <UrgencyLabel urgency={values.urgency} />
      </Part>
      <section aria-labelledby="review-price" className="border-t pt-4">
        <h3 id="review-price" className="mb-2 text-sm font-medium">
          {t('price.title')}
        </h3>
        <div className="max-w-form flex flex-col gap-3">
          <PriceLines
            factors={quote.factors}
            category={category.name}
            urgency={values.urgency}
            total={quote.price}
          />
          <dl className="text-muted grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-sm">
            <dt>{t('price.available')}</dt>
            <dd className="figures text-end">{credits(available)}</dd>
            {left >= 0 && (
              <>
                <dt>{t('price.after')}</dt>
                <dd className="figures text-end">{credits(String(left))}</dd>
              </>
            )}
          </dl>
          <p className="text-muted text-sm">{t('price.charged')}</p>
        </div>
      </section>
      {left < 0 && (
        <ShortOfCredits missing={String(-left)} cost={quote.price} available={available} mayBuy={mayBuy} />
      )}
    </div>
  );
}

interface PartProps {
  title: string;
  step: Step;
  onEdit: (step: Step) => void;
  children: ReactNode;
}

function Part({ title, step, onEdit, children }: PartProps) {
  const t = useTranslations('support.wizard');
  return (
    <section
      aria-label={title}
      className="flex items-start justify-between gap-4 border-t pt-4 first:border-t-0 first:pt-0"
    >
      <div className="min-w-0 flex-1 text-base">
        <h3 className="text-muted mb-1 text-sm">{title}</h3>
        {children}
      </div>
      <Button size="sm" aria-label={t('editStep', { step: title })} onClick={() => onEdit(step)}>
        {t('edit')}
      </Button>
    </section>
  );
}
