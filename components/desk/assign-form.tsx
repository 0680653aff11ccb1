'use client';

import { useTranslations } from 'next-intl';
import { DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { RadioCards } from '@/components/ui/radio-cards';
import { Textarea } from '@/components/ui/textarea';
import { useToast } from '@/components/ui/toast';
import type { DeskRequestDto, SuggestionDto } from '@/lib/domain/desk/schema.dto';
import { AssignInput } from '@/lib/domain/support/schema';
import type { DeskActions } from './desk-actions';
import { Overtaken } from './overtaken';

interface AssignFormProps {
  request: DeskRequestDto;
  experts: SuggestionDto[];
  assign: DeskActions['assign'];
  onDone: () => void;
}

/** The experts in the order of the rule; where somebody had the request before, a note for the next one. */
export function AssignForm({ request, experts, assign, onDone }: AssignFormProps) {
  const t = useTranslations('desk.assign');
  const toast = useToast();
  const form = useActionForm({
    schema: AssignInput,
    action: assign,
    defaultValues: { requestId: request.id, expertId: '', fromExpertId: request.expertId, handover: '' },
    onSuccess: () => {
      toast({ title: t('done', { number: request.number }), tone: 'positive' });
      onDone();
    },
  });
  const isGone = !request.may.assign && !form.pending;
  const best = experts.find(({ id }) => id !== request.expertId)?.id;
  const aside = ({ id, score }: SuggestionDto) =>
    [
      ...(id === request.expertId ? [t('current')] : id === best ? [t('best')] : []),
      t('score', { score }),
    ].join(' · ');
  return (
    <ActionForm form={form} label={t('title', { number: request.number })}>
      {isGone && <Overtaken request={request} typed={form.form.watch('handover')} />}
      <RadioCards
        legend={t('legend')}
        hideLegend
        error={form.error('expertId')}
        options={experts.map((expert) => ({
          value: expert.id,
          label: expert.name,
          hint: <Reasons expert={expert} />,
          aside: aside(expert),
          disabled: expert.id === request.expertId,
        }))}
        {...form.register('expertId')}
      />
      {request.expertId && (
        <Field label={t('handover')} hint={t('handoverHint')} optional error={form.error('handover')}>
          <Textarea rows={3} {...form.register('handover')} />
        </Field>
      )}
      <DialogActions>{!isGone && <SubmitButton>{t('submit')}</SubmitButton>}</DialogActions>
    </ActionForm>
  );
}

/** Why somebody stands where they stand, in one sentence. */
function Reasons({ expert: { reasons } }: { expert: SuggestionDto }) {
  const t = useTranslations('desk.assign.why');
  const kinds = ['skill', 'noSkill', 'free', 'full', 'customer', 'category'] as const;
  const sentences = reasons.flatMap(({ kind, values }) => {
    const known = kinds.find((one) => one === kind);
    return known ? [t(known, { skill: '', in: '', load: 0, capacity: 0, count: 0, ...values })] : [];
  });
  return <>{sentences.join('; ')}</>;
}
