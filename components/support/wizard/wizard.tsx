'use client';

import { useTranslations } from 'next-intl';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Steps } from '@/components/ui/steps';
import { FileRequestInput } from '@/lib/domain/support/schema';
import type { OfferedPromisesDto } from '@/lib/domain/sla/schema.dto';
import type { CategoryDto, DraftDto } from '@/lib/domain/support/schema.dto';
import { useUploads } from '../use-uploads';
import { DetailsStep } from './details-step';
import { DiscardButton } from './discard-button';
import { DraftNote } from './draft-note';
import { FileLabel } from './file-label';
import { PriceCard } from './price-card';
import { ReviewStep } from './review-step';
import { UrgencyStep } from './urgency-step';
import { useDraft } from './use-draft';
import { usePayment } from './use-payment';
import { WhatStep } from './what-step';
import {
  type Step,
  type WizardValues,
  stepFields,
  stepHref,
  stepToShow,
  steps,
  valuesOf,
} from './wizard-values';

interface WizardProps {
  draft: DraftDto;
  categories: CategoryDto[];
  available: string;
  /** What is promised now; null where nothing is. */
  offered: OfferedPromisesDto | null;
  mayBuy: boolean;
  actions: {
    file: Action<WizardValues, { requestId: string; url: string | null }>;
    discard: Action<Record<string, never>, unknown>;
    removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
  };
}

/** What, Details, Urgency, Review: one form over four steps, whose address names the step. */
export function Wizard({ draft, categories, available, offered, mayBuy, actions }: WizardProps) {
  const t = useTranslations('support.wizard');
  const router = useRouter();
  const asked = useSearchParams().get('step');
  const uploads = useUploads('/api/portal/attachments', actions.removeUpload, draft.attachments);
  const form = useActionForm({
    schema: FileRequestInput,
    // A late save must not bring the draft back; after a refusal saving goes on.
    action: async (values: WizardValues) => {
      saving.stop();
      const result = await actions.file(values);
      if (!result.ok) saving.resume();
      // The price or the wallet may be others than the page knows.
      if (!result.ok && result.error.code !== 'invalid') router.refresh();
      return result;
    },
    defaultValues: valuesOf(draft, categories),
    // The provider's page is another site: the router cannot go there.
    onSuccess: ({ requestId, url }) =>
      url ? window.location.assign(url) : router.push(`/support/requests/${requestId}`),
  });
  const saving = useDraft(form.form, draft.savedAt);
  const values = form.form.watch();
  const step = stepToShow(asked, values);
  const payment = usePayment(form.form, categories, available);

  const { setValue } = form.form;
  const uploaded = uploads.ids.join(' ');
  const before = useRef(uploaded);
  useEffect(() => {
    if (before.current === uploaded) return;
    before.current = uploaded;
    setValue('attachments', uploaded ? uploaded.split(' ') : []);
  }, [setValue, uploaded]);

  const title = useStepFocus(step);
  const go = (to: Step) => window.history.pushState(null, '', stepHref(to));
  const next = async () => {
    if (!(await form.form.trigger([...stepFields[step]], { shouldFocus: true }))) return;
    void saving.save();
    go(steps[steps.indexOf(step) + 1] ?? 'review');
  };
  const previous = steps[steps.indexOf(step) - 1];
  const discard = async () => {
    saving.stop();
    await actions.discard({});
    router.push('/support');
  };

  return (
    <div className="flex flex-col gap-6">
      <Steps
        label={t('steps')}
        steps={steps.map((name) => ({ label: t(name), href: stepHref(name) }))}
        current={steps.indexOf(step)}
      />
      <div
        className={cn('grid items-start gap-6', step !== 'review' && 'lg:grid-cols-[minmax(0,1fr)_18rem]')}
      >
        <Card>
          <ActionForm
            form={{ ...form, submit: step === 'review' ? form.submit : () => void next() }}
            label={t('title')}
          >
            <h2 ref={title} tabIndex={-1} className="text-base font-semibold focus:outline-none">
              {t(`${step}Title`)}
            </h2>
            {/* Until React listens the fields do not hold the draft, and what is typed would mix with it. */}
            <fieldset disabled={!form.hydrated} className="contents">
              {step === 'what' && <WhatStep form={form} categories={categories} />}
              {step === 'details' && <DetailsStep form={form} uploads={uploads} />}
              {step === 'urgency' && <UrgencyStep form={form} categories={categories} offered={offered} />}
            </fieldset>
            {step === 'review' && (
              <ReviewStep {...{ form, values, payment, offered, available, mayBuy, uploads }} onEdit={go} />
            )}
            <div className="flex flex-wrap items-center gap-3 border-t pt-4">
              {previous && <Button onClick={() => go(previous)}>{t('back')}</Button>}
              <DraftNote state={saving.state} />
              <div className="ms-auto flex flex-wrap items-center gap-2">
                {saving.state.kind === 'saved' && saving.state.at && <DiscardButton onDiscard={discard} />}
                <SubmitButton disabled={uploads.isBusy || (step === 'review' && payment.isBlocked)}>
                  {step === 'review' ? <FileLabel payment={payment} /> : t('continue')}
                </SubmitButton>
              </div>
            </div>
          </ActionForm>
        </Card>
        {step !== 'review' && <PriceCard {...{ values, categories, available, offered }} />}
      </div>
    </div>
  );
}

/** Moves the focus to the step's title when the step changes, so that a screen reader begins there. */
function useStepFocus(step: Step) {
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    title.current?.focus();
    window.scrollTo({ top: 0 });
  }, [step]);
  return title;
}
