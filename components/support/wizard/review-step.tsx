import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Markdown } from '@/components/ui/markdown';
import type { ActionForm } from '@/components/ui/use-action-form';
import type { OfferedPromisesDto } from '@/lib/domain/sla/schema.dto';
import { AttachmentList } from '../attachment-list';
import { UrgencyLabel } from '../urgency-label';
import type { Uploads } from '../use-uploads';
import { PayChoice } from './pay-choice';
import { ReviewPrice } from './review-price';
import { BuyCredits, ShortOfCredits } from './short-of-credits';
import type { Payment } from './use-payment';
import type { Step, WizardValues } from './wizard-values';

interface ReviewStepProps {
  form: ActionForm<WizardValues>;
  values: WizardValues;
  payment: Payment;
  offered: OfferedPromisesDto | null;
  available: string;
  mayBuy: boolean;
  uploads: Uploads;
  onEdit: (step: Step) => void;
}

/** Everything once more, with the price and what becomes of the credits. */
export function ReviewStep(props: ReviewStepProps) {
  const { form, values, payment, offered, available, mayBuy, uploads, onEdit } = props;
  const t = useTranslations('support');
  const { category, quote } = payment;
  if (!category || !quote) return null;
  const missing = String(Number((Number(quote.price) - Number(available)).toFixed(6)));
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
      <ReviewPrice payment={payment} urgency={values.urgency} available={available} offered={offered} />
      <PayChoice form={form} payment={payment} available={available} />
      {payment.isBlocked && (
        <ShortOfCredits missing={missing} cost={quote.price} available={available} mayBuy={mayBuy} />
      )}
      {payment.isShort && !payment.isBlocked && mayBuy && (
        <p>
          <BuyCredits missing={missing} />
        </p>
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
