import type { z } from 'zod';
import { DetailsStep, type FileRequestInput, UrgencyStep, WhatStep } from '@/lib/domain/support/schema';
import type { CategoryDto, DraftDto, QuoteDto } from '@/lib/domain/support/schema.dto';

export type WizardValues = z.input<typeof FileRequestInput>;

export const steps = ['what', 'details', 'urgency', 'review'] as const;
export type Step = (typeof steps)[number];

/** The fields of each step: what its «Continue» checks. */
export const stepFields = {
  what: ['category', 'serviceAffected'],
  details: ['subject', 'description', 'attachments'],
  urgency: ['urgency'],
  review: [],
} as const satisfies Record<Step, readonly (keyof WizardValues)[]>;

const schemas = { what: WhatStep, details: DetailsStep, urgency: UrgencyStep };

/** The furthest step that may be shown: the first whose own fields are not complete, else the review. */
export function furthestStep(values: WizardValues): Step {
  return steps.find((step) => step !== 'review' && !schemas[step].safeParse(values).success) ?? 'review';
}

/** The step of the address, but never beyond one that is not complete. */
export function stepToShow(asked: string | null, values: WizardValues): Step {
  const furthest = furthestStep(values);
  const wanted = steps.find((step) => step === asked) ?? 'what';
  return steps.indexOf(wanted) <= steps.indexOf(furthest) ? wanted : furthest;
}

/** The address of a step. */
export const stepHref = (step: Step): string => `/support/new?step=${step}`;

export function valuesOf(draft: DraftDto, categories: CategoryDto[]): WizardValues {
  const { token, serviceAffected, subject, description, errorGroupId } = draft;
  // A category that is not on offer any more has to be chosen anew.
  const category = categories.some(({ code }) => code === draft.category) ? draft.category : '';
  const urgency = draft.urgency as WizardValues['urgency'];
  const attachments = draft.attachments.map(({ id }) => id);
  return {
    ...{ token, category, serviceAffected, subject, description, urgency, attachments, errorGroupId },
    price: '0',
  };
}

/** The price as far as it is known, at normal urgency while none is chosen. */
export function quoteOf(values: WizardValues, categories: CategoryDto[]): QuoteDto | null {
  const category = categories.find(({ code }) => code === values.category);
  return category?.quotes[values.urgency || 'normal'] ?? null;
}
