'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AskActions } from '@/components/approvals/ask-actions';
import { AskApproval } from '@/components/approvals/ask-approval';
import { Button } from '@/components/ui/button';
import type { DeskRowDto } from '@/lib/domain/desk/schema.dto';
import type { BulkChange, BulkDialogAct } from './bulk-change';
import { BulkDialog } from './bulk-dialog';

interface BulkBarProps {
  rows: DeskRowDto[];
  mayAssign: boolean;
  isRunning: boolean;
  /** The dialog that asks for more before it is done. */
  asking: BulkDialogAct | null;
  ask: (act: BulkDialogAct | null) => void;
  run: (change: BulkChange) => void;
  onClear: () => void;
  askOwner: AskActions;
}

/** What may be done with the selected requests at once. It floats at the foot while anything is selected. */
export function BulkBar(props: BulkBarProps) {
  const { rows, mayAssign, isRunning, asking, ask, run, onClear, askOwner } = props;
  const t = useTranslations('desk.bulk');
  const count = rows.length;
  const asked = (act: BulkDialogAct) => (
    <Button disabled={isRunning} onClick={() => ask(act)}>
      {t(act)}
    </Button>
  );
  return (
    <>
      {count > 0 && (
        <section
          aria-label={t('label')}
          className="bg-surface shadow-float sticky bottom-3 z-20 flex flex-wrap items-center gap-2 rounded-lg p-3"
        >
          <Button variant="ghost" size="icon" aria-label={t('clear')} onClick={onClear}>
            <X aria-hidden />
          </Button>
          <p className="figures me-auto text-sm font-medium" aria-live="polite">
            {t('selected', { count })}
          </p>
          {mayAssign && asked('assign')}
          <Button loading={isRunning} onClick={() => run({ act: 'start' })}>
            {t('start')}
          </Button>
          <Button loading={isRunning} onClick={() => run({ act: 'wait' })}>
            {t('wait')}
          </Button>
          <AskApproval requestIds={rows.map(({ id }) => id)} actions={askOwner} onDone={onClear} />
          {mayAssign && asked('urgency')}
          {mayAssign && asked('cancel')}
        </section>
      )}
      <BulkDialog act={asking} count={count} isRunning={isRunning} onClose={() => ask(null)} run={run} />
    </>
  );
}
