import { useState } from 'react';
import type { DeskRowDto } from '@/lib/domain/desk/schema.dto';

export type Selection = {
  rows: DeskRowDto[];
  has: (id: string) => boolean;
  set: (id: string, isSelected: boolean) => void;
  setAll: (isSelected: boolean) => void;
  keep: (ids: string[]) => void;
};

/** Which rows of this page are chosen; what another page or filter no longer shows is not acted upon. */
export function useSelection(rows: DeskRowDto[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    rows: rows.filter(({ id }) => ids.has(id)),
    has: (id) => ids.has(id),
    set: (id, isSelected) =>
      setIds((before) => new Set(isSelected ? [...before, id] : [...before].filter((other) => other !== id))),
    setAll: (isSelected) => setIds(new Set(isSelected ? rows.map(({ id }) => id) : [])),
    keep: (kept) => setIds(new Set(kept)),
  };
}
