'use client';

import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { cn } from './cn';
import { Link } from './link';

const LIST = 'flex min-w-0 gap-1 overflow-x-auto border-b';
const TAB =
  '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm font-medium text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:h-11';
const CURRENT = 'border-accent text-ink';

function Count({ count }: { count: number | string | undefined }) {
  if (count === undefined) return null;
  return <span className="figures bg-hover rounded-full px-1.5 text-xs">{count}</span>;
}

interface LinkTab {
  href: string;
  label: string;
  count?: number | string;
  current: boolean;
}

/** Tabs whose state is the address: saved views, filters. */
export function LinkTabs({ label, tabs, className }: { label: string; tabs: LinkTab[]; className?: string }) {
  const list = useRef<HTMLElement>(null);
  const current = tabs.findIndex((tab) => tab.current);
  useEffect(() => reveal(list.current), [current]);
  return (
    <nav ref={list} aria-label={label} className={cn(LIST, className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? 'page' : undefined}
          className={cn(TAB, tab.current && CURRENT)}
        >
          {tab.label}
          <Count count={tab.count} />
        </Link>
      ))}
    </nav>
  );
}

/** Brings the current tab of a row that is too wide into view, and moves nothing but that row. */
function reveal(list: HTMLElement | null): void {
  const tab = list?.querySelector('[aria-current="page"]');
  if (!list || !tab) return;
  const [frame, box] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  if (box.left >= frame.left && box.right <= frame.right) return;
  list.scrollLeft += box.left - frame.left - (frame.width - box.width) / 2;
}

interface ClientTab {
  value: string;
  label: string;
  count?: number | string;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: ClientTab[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}

/** Tabs inside a page whose choice nobody needs to link to. */
export function Tabs({ label, tabs, defaultValue, value, onValueChange, className }: TabsProps) {
  return (
    <Radix.Root
      defaultValue={defaultValue ?? tabs[0]?.value}
      value={value}
      onValueChange={onValueChange}
      className={className}
    >
      <Radix.List aria-label={label} className={LIST}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(TAB, 'data-[state=active]:border-accent data-[state=active]:text-ink')}
          >
            {tab.label}
            <Count count={tab.count} />
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
