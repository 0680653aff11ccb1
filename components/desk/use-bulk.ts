import { useState } from 'react';
import { useAction } from '@/components/ui/form';
import type { BulkResultDto, DeskRowDto } from '@/lib/domain/desk/schema.dto';
import type { BulkAction, BulkChange, BulkDialogAct } from './bulk-change';
import { type Selection, useSelection } from './use-selection';

export type Bulk = {
  selection: Selection;
  results: BulkResultDto[] | null;
  forget: () => void;
  isRunning: boolean;
  asking: BulkDialogAct | null;
  ask: (act: BulkDialogAct | null) => void;
  run: (change: BulkChange) => void;
};

/**
 * The selection and what is done with it. Without a selection a key acts on the line that is read. What was refused
 * stays selected, so that it can be tried again or looked at.
 */
export function useBulk(
  rows: DeskRowDto[],
  current: DeskRowDto | null,
  action: BulkAction,
  onDone: () => void,
): Bulk {
  const selection = useSelection(rows);
  const [results, setResults] = useState<BulkResultDto[] | null>(null);
  const [asking, setAsking] = useState<BulkDialogAct | null>(null);
  const { run, pending } = useAction(action, {
    onSuccess: (done) => {
      setResults(done);
      setAsking(null);
      selection.keep(done.flatMap((one) => (one.ok ? [] : [one.requestId])));
      onDone();
    },
  });
  const meant = selection.rows.length > 0 ? selection.rows : current ? [current] : [];
  return {
    selection,
    results,
    forget: () => setResults(null),
    isRunning: pending,
    asking,
    ask: (act) => {
      if (act && pending) return;
      // The bar and the dialog speak of the selection: the line that is read becomes one.
      if (act) selection.keep(meant.map(({ id }) => id));
      setAsking(act && meant.length > 0 ? act : null);
    },
    run: (change) => {
      if (meant.length === 0 || pending) return;
      const shown = meant.map(({ id, expertId, urgency }) => ({
        requestId: id,
        fromExpertId: expertId,
        fromUrgency: urgency,
      }));
      run({ rows: shown, change });
    },
  };
}
