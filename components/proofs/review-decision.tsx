'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import { toDecimal, toMinor } from '@/components/payments/minor';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Tabs } from '@/components/ui/tabs';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import { formatMoney } from '@/lib/core/format';
import { AcceptProofInput, type ReviewDto, ReviewProofInput } from '@/lib/domain/proofs/schema';

export type ReviewActions = {
  accept: Action<z.input<typeof AcceptProofInput>, unknown>;
  ask: Action<z.input<typeof ReviewProofInput>, unknown>;
  reject: Action<z.input<typeof ReviewProofInput>, unknown>;
};

interface ReviewDecisionProps {
  proof: ReviewDto;
  actions: ReviewActions;
}

/** Three ways out, one at a time, so that nothing is pressed by mistake. */
export function ReviewDecision({ proof, actions }: ReviewDecisionProps) {
  const t = useTranslations('review.proof.decide');
  return (
    <Card as="section" aria-labelledby="decide-title">
      <CardHeader id="decide-title" title={t('title')} className="mb-2" />
      <Tabs
        label={t('title')}
        tabs={[
          {
            value: 'accept',
            label: t('accept'),
            content: <AcceptForm proof={proof} accept={actions.accept} />,
          },
          {
            value: 'ask',
            label: t('ask'),
            content: <AnswerForm proof={proof} kind="ask" answer={actions.ask} />,
          },
          {
            value: 'reject',
            label: t('reject'),
            content: <AnswerForm proof={proof} kind="reject" answer={actions.reject} />,
          },
        ]}
      />
    </Card>
  );
}

function useDecided(done: string) {
  const router = useRouter();
  const toast = useToast();
  return () => {
    toast({ title: done, tone: 'positive' });
    router.push('/finance/proofs');
    router.refresh();
  };
}

function AcceptForm({ proof, accept }: { proof: ReviewDto; accept: ReviewActions['accept'] }) {
  const t = useTranslations('review.proof.decide');
  const locale = useLocale();
  const { currency, dueMinor, organisation } = proof;
  const form = useActionForm({
    schema: AcceptProofInput,
    action: accept,
    defaultValues: {
      proofId: proof.id,
      amount: toDecimal(proof.statedMinor, currency),
      on: proof.statedOn,
    },
    onSuccess: useDecided(t('accepted', { customer: organisation.name })),
  });
  const received = toMinor(form.form.watch('amount'), currency);
  const due = BigInt(dueMinor);
  const shown = received === null ? '' : formatMoney(received, currency, locale);
  return (
    <ActionForm form={form} label={t('accept')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('received', { currency })} hint={t('receivedHint')} error={form.error('amount')}>
          <Input inputMode="decimal" {...form.register('amount')} />
        </Field>
        <Field label={t('on')} error={form.error('on')}>
          <Input type="date" {...form.register('on')} />
        </Field>
      </div>
      {received !== null && (
        <p role="status" className="text-sm">
          {received === due && t('whole')}
          {received < due && t('partial', { rest: formatMoney(due - received, currency, locale) })}
          {received > due && t('over', { rest: formatMoney(received - due, currency, locale) })}
        </p>
      )}
      <SubmitButton>{t('confirm', { amount: shown })}</SubmitButton>
    </ActionForm>
  );
}

type AnswerFormProps = { proof: ReviewDto; kind: 'ask' | 'reject'; answer: ReviewActions['ask'] };

function AnswerForm({ proof, kind, answer }: AnswerFormProps) {
  const t = useTranslations('review.proof.decide');
  const form = useActionForm({
    schema: ReviewProofInput,
    action: answer,
    defaultValues: { proofId: proof.id, reason: '' },
    onSuccess: useDecided(t(`${kind}Done`, { customer: proof.organisation.name })),
  });
  return (
    <ActionForm form={form} label={t(kind)}>
      <Field label={t(`${kind}Reason`)} hint={t('reasonHint')} error={form.error('reason')}>
        <Textarea rows={3} {...form.register('reason')} />
      </Field>
      <SubmitButton variant={kind === 'reject' ? 'danger' : 'primary'}>{t(`${kind}Confirm`)}</SubmitButton>
    </ActionForm>
  );
}
