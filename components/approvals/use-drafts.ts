'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { useSafeAction } from '@/components/ui/use-action';
import type { AskableDto, DraftedSummaryDto } from '@/lib/domain/approvals/schema.dto';
import type { AskActions } from './ask-actions';

export type DraftState = 'drafting' | 'drafted' | NonNullable<DraftedSummaryDto['reason']>;

/**
 * Asks for drafts once, as the dialog opens, and puts each where nothing was typed yet. A draft that does not come is
 * no failure of the dialog: the person writes.
 */
export function useDrafts(
  draft: AskActions['draft'],
  askable: readonly AskableDto[],
  fill: (index: number, text: string) => void,
) {
  const [states, setStates] = useState<Record<string, DraftState>>({});
  const safely = useSafeAction(draft);
  const take = useEffectEvent((drafts: readonly DraftedSummaryDto[]) => {
    for (const { requestId, lines } of drafts) {
      const index = askable.findIndex((one) => one.requestId === requestId);
      if (lines && index >= 0) fill(index, lines.join('\n'));
    }
    setStates(Object.fromEntries(drafts.map((one) => [one.requestId, one.reason ?? 'drafted'])));
  });
  const all = askable.map(({ requestId }) => requestId).join();
  useEffect(() => {
    let isGone = false;
    void safely({ requestIds: all.split(',') }).then((result) => {
      const failed = all
        .split(',')
        .map((requestId) => ({ requestId, lines: null, reason: 'failed' as const }));
      if (!isGone) take(result.ok ? result.data : failed);
    });
    return () => {
      isGone = true;
    };
  }, [safely, all]);
  return { of: (requestId: string): DraftState => states[requestId] ?? 'drafting' };
}
