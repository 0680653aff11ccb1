'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readJson } from '@/components/read-json';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { RadioCards } from '@/components/ui/radio-cards';
import { SkeletonText } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { AssignInput } from '@/lib/domain/support/schema';
import type { DeskRequestDto, ExpertDto } from '@/lib/domain/support/schema.dto';
import type { DeskActions } from './desk-actions';

interface AssignDialogProps {
  request: DeskRequestDto;
  assign: DeskActions['assign'];
  onDone: () => void;
}

/** Chooses an expert, with what each has on their hands and knows. */
export function AssignDialog({ request, assign, onDone }: AssignDialogProps) {
  const t = useTranslations('desk');
  const words = useTranslations('common');
  const [isOpen, setOpen] = useState(false);
  const { data: experts, isError } = useQuery({
    queryKey: ['experts'],
    queryFn: () => readJson<ExpertDto[]>('/api/desk/experts'),
    enabled: isOpen,
  });
  const finish = () => {
    setOpen(false);
    onDone();
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant={request.expertId ? 'secondary' : 'primary'}>
          {t(request.expertId ? 'request.reassign' : 'request.assign')}
        </Button>
      }
      title={t('assign.title', { number: request.number })}
      description={t('assign.description')}
    >
      {isError ? (
        <p className="text-critical text-sm">{t('assign.failed')}</p>
      ) : !experts ? (
        <SkeletonText lines={5} />
      ) : experts.length === 0 ? (
        <p className="text-muted text-base">{t('assign.none')}</p>
      ) : (
        <AssignForm
          request={request}
          experts={experts}
          assign={assign}
          onDone={finish}
          closeLabel={words('cancel')}
        />
      )}
    </Dialog>
  );
}

function AssignForm(props: AssignDialogProps & { experts: ExpertDto[]; closeLabel: string }) {
  const { request, experts, assign, onDone, closeLabel } = props;
  const t = useTranslations('desk.assign');
  const toast = useToast();
  const form = useActionForm({
    schema: AssignInput,
    action: assign,
    defaultValues: { requestId: request.id, expertId: '', fromExpertId: request.expertId },
    onSuccess: () => {
      toast({ title: t('done', { number: request.number }), tone: 'positive' });
      onDone();
    },
  });
  const hint = ({ skills }: ExpertDto) => (skills.length > 0 ? skills.join(', ') : t('noSkills'));
  const aside = ({ id, load, capacity }: ExpertDto) =>
    [
      t('load', { load, capacity }),
      ...(id === request.expertId ? [t('current')] : load >= capacity ? [t('full')] : []),
    ].join(' · ');
  return (
    <ActionForm form={form} label={t('title', { number: request.number })}>
      <RadioCards
        legend={t('legend')}
        hideLegend
        error={form.error('expertId')}
        options={experts.map((expert) => ({
          value: expert.id,
          label: expert.name,
          hint: hint(expert),
          aside: aside(expert),
          disabled: expert.id === request.expertId,
        }))}
        {...form.register('expertId')}
      />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{closeLabel}</Button>
        </DialogClose>
        <SubmitButton>{t('submit')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
