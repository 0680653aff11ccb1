'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { AskActions } from '@/components/approvals/ask-actions';
import { Card } from '@/components/ui/card';
import { useNarrow } from '@/components/ui/use-narrow';
import type { DeskSort } from '@/lib/domain/desk/schema';
import type { DeskRowDto } from '@/lib/domain/desk/schema.dto';
import { BulkBar } from './bulk-bar';
import type { BulkAction } from './bulk-change';
import { BulkResults } from './bulk-results';
import { DeskCards } from './desk-cards';
import { DeskTable } from './desk-table';
import { ReadingPane } from './reading-pane';
import { useBulk } from './use-bulk';
import { useQueueKeys } from './use-queue-keys';

export interface DeskQueueProps {
  rows: DeskRowDto[];
  sort: DeskSort;
  mayAssign: boolean;
  bulk: BulkAction;
  askOwner: AskActions;
  isPhone: boolean;
}

const ARROWS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** The queue with its keys, its selection and what is done with it; on a wide screen what is chosen is read at the side. */
export function DeskQueue({ rows, sort, mayAssign, bulk: action, askOwner, isPhone }: DeskQueueProps) {
  const t = useTranslations('desk.queue');
  const router = useRouter();
  // One of the two: both would double a page of fifty requests.
  const isNarrow = useNarrow(isPhone);
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const current = rows.find(({ id }) => id === chosen) ?? null;
  const bulk = useBulk(rows, current, action, () => router.refresh());
  const walk = (step: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('tbody a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const from = at === -1 ? rows.findIndex(({ id }) => id === chosen) : at;
    links[from === -1 ? 0 : Math.min(Math.max(from + step, 0), links.length - 1)]?.focus();
  };
  useQueueKeys({ walk, current, mayAssign, bulk });
  // Arrows move only where the list has the focus: elsewhere they scroll the page.
  const onArrow = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    walk(step);
  };
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {bulk.results && <BulkResults results={bulk.results} onClose={bulk.forget} />}
        <Card padded={false}>
          {isNarrow ? (
            <DeskCards rows={rows} selection={bulk.selection} />
          ) : (
            <div ref={list} onKeyDown={onArrow}>
              <p className="sr-only" id="desk-keys">
                {t('keys')}
              </p>
              <DeskTable
                rows={rows}
                sort={sort}
                chosen={current?.id ?? null}
                onChoose={setChosen}
                selection={bulk.selection}
              />
            </div>
          )}
        </Card>
        <BulkBar
          rows={bulk.selection.rows}
          mayAssign={mayAssign}
          isRunning={bulk.isRunning}
          asking={bulk.asking}
          ask={bulk.ask}
          run={bulk.run}
          onClear={() => bulk.selection.setAll(false)}
          askOwner={askOwner}
        />
      </div>
      <ReadingPane id={current?.id ?? null} />
    </div>
  );
}
