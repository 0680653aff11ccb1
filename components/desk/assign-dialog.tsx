'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readJson } from '@/components/read-json';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonText } from '@/components/ui/skeleton';
import type { DeskRequestDto, SuggestionDto } from '@/lib/domain/desk/schema.dto';
import { AssignForm } from './assign-form';
import type { DeskActions } from './desk-actions';
import { Overtaken } from './overtaken';

interface AssignDialogProps {
  request: DeskRequestDto;
  assign: DeskActions['assign'];
  onDone: () => void;
  /** The trigger's id: a key presses it. */
  id: string;
}

/** Chooses an expert: the best suited first, each with the reasons why. Says so when the request has ended meanwhile. */
export function AssignDialog({ request, assign, onDone, id }: AssignDialogProps) {
  const t = useTranslations('desk');
  const [isOpen, setOpen] = useState(false);
  const { data: experts, isError } = useQuery({
    queryKey: ['suggestions', request.id],
    queryFn: () => readJson<SuggestionDto[]>(`/api/desk/requests/${request.id}/suggestions`),
    enabled: isOpen,
  });
  const finish = () => {
    setOpen(false);
    onDone();
  };
  const isGone = !request.may.assign;
  if (isGone && !isOpen) return null;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button id={id} variant={request.expertId ? 'secondary' : 'primary'}>
          {t(request.expertId ? 'request.reassign' : 'request.assign')}
        </Button>
      }
      title={t('assign.title', { number: request.number })}
      description={t('assign.description')}
    >
      {isGone && !experts && <Overtaken request={request} />}
      {isError ? (
        <p className="text-critical text-sm">{t('assign.failed')}</p>
      ) : !experts ? (
        <SkeletonText lines={5} />
      ) : experts.length === 0 ? (
        <p className="text-muted text-base">{t('assign.none')}</p>
      ) : (
        <AssignForm request={request} experts={experts} assign={assign} onDone={finish} />
      )}
    </Dialog>
  );
}
