'use client';

import { useState, type ReactNode } from 'react';
import { Input } from './input';

interface PickListProps<T> {
  label: string;
  searchLabel: string;
  items: T[];
  /** What is searched in, by any part of it. */
  textOf: (item: T) => string;
  most?: number;
  choose: (item: T) => void;
  /** Said when nothing is found; nothing while the list is still being read. */
  empty: ReactNode;
  children: (item: T) => ReactNode;
}

/** One of many by typing a part of it: Enter takes the first that is found. */
export function PickList<T extends { id: string }>(props: PickListProps<T>) {
  const { label, searchLabel, items, textOf, most, choose, empty, children } = props;
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const found = items.filter((item) => textOf(item).toLocaleLowerCase().includes(wanted)).slice(0, most);
  const [first] = found;
  return (
    <div className="flex flex-col gap-2">
      <Input
        type="search"
        aria-label={searchLabel}
        placeholder={searchLabel}
        value={search}
        autoFocus
        onChange={({ target }) => setSearch(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !first) return;
          event.preventDefault();
          choose(first);
        }}
      />
      <ul aria-label={label} className="flex max-h-72 flex-col overflow-y-auto">
        {found.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="hover:bg-hover flex w-full flex-col gap-0.5 rounded-sm px-2 py-1.5 text-start text-sm"
              onClick={() => choose(item)}
            >
              {children(item)}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && empty}
    </div>
  );
}
