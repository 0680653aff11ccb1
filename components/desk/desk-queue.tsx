'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Card } from '@/components/ui/card';
import type { DeskQuery } from '@/lib/domain/support/schema';
import type { DeskRowDto } from '@/lib/domain/support/schema.dto';
import { DeskCards } from './desk-cards';
import { DeskTable } from './desk-table';
import { ReadingPane } from './reading-pane';

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** The queue with its keys; on a wide screen what is chosen is read at the side. */
export function DeskQueue({ rows, sort }: { rows: DeskRowDto[]; sort: DeskQuery['sort'] }) {
  const t = useTranslations('desk.queue');
  const [chosen, setChosen] = useState<string | null>(null);
  const current = rows.find(({ id }) => id === chosen) ?? null;
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('tbody a')];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = links[at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] 2xl:grid-cols-[minmax(0,1fr)_30rem]">
      <Card padded={false} className="min-w-0">
        <div className="md:hidden">
          <DeskCards rows={rows} />
        </div>
        <div className="max-md:hidden" onKeyDown={walk}>
          <p className="sr-only" id="desk-keys">
            {t('keys')}
          </p>
          <DeskTable rows={rows} sort={sort} chosen={current?.id ?? null} onChoose={setChosen} />
        </div>
      </Card>
      <ReadingPane id={current?.id ?? null} />
    </div>
  );
}
