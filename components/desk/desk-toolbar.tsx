'use client';

import { useTranslations } from 'next-intl';
import { AskApproval } from '@/components/approvals/ask-approval';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { DeskRequestDto } from '@/lib/domain/desk/schema.dto';
import { AssignDialog } from './assign-dialog';
import { CancelDialog } from './cancel-dialog';
import type { DeskActions } from './desk-actions';
import { keyed } from './request-keys';
import { ResolveDialog } from './resolve-dialog';

interface DeskToolbarProps {
  request: DeskRequestDto;
  /** The member of staff who looks: whom «Take it» assigns. */
  me: string;
  actions: DeskActions;
  onDone: () => void;
}

/** What this person may do with the request as it stands. */
export function DeskToolbar({ request, me, actions, onDone }: DeskToolbarProps) {
  const t = useTranslations('desk.request');
  const toast = useToast();
  // Refused because somebody was faster: the page shows at once how it stands.
  const after = { onSuccess: onDone, onFailure: onDone };
  const take = useAction(actions.assign, {
    ...after,
    onSuccess: () => {
      toast({ title: t('taken', { number: request.number }), tone: 'positive' });
      onDone();
    },
  });
  const start = useAction(actions.start, after);
  const wait = useAction(actions.wait, after);
  const { may, id: requestId, status } = request;
  const shared = { request, onDone };
  return (
    <div role="group" aria-label={t('actions')} className="flex flex-wrap gap-2">
      {may.take && (
        <Button
          id={may.assign ? undefined : keyed.assign}
          variant="primary"
          loading={take.pending}
          onClick={() => take.run({ requestId, expertId: me, fromExpertId: null })}
        >
          {t('take')}
        </Button>
      )}
      <AssignDialog {...shared} id={keyed.assign} assign={actions.assign} />
      {may.start && (
        <Button
          id={keyed.start}
          variant={status === 'assigned' ? 'primary' : 'secondary'}
          loading={start.pending}
          onClick={() => start.run({ requestId })}
        >
          {t(status === 'assigned' ? 'start' : 'resume')}
        </Button>
      )}
      {may.wait && (
        <Button id={keyed.wait} loading={wait.pending} onClick={() => wait.run({ requestId })}>
          {t('wait')}
        </Button>
      )}
      {may.askOwner && <AskApproval requestIds={[requestId]} actions={actions.askOwner} onDone={onDone} />}
      <CancelDialog {...shared} id={keyed.cancel} cancel={actions.cancel} />
      <ResolveDialog {...shared} id={keyed.resolve} resolve={actions.resolve} />
    </div>
  );
}
