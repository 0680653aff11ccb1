'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Breadcrumb } from '@/components/ui/breadcrumb';
import { SearchButton } from './search-button';
import { useShell } from './shell-context';
import { currentItem, type Command, type NavSection } from './shell-types';

interface TopLineProps {
  brand: string;
  nav: NavSection[];
  commands?: Command[];
  menu: ReactNode;
  bell?: ReactNode;
  action?: ReactNode;
}

/** Where the reader is, search, what is new, and the one thing to do from anywhere. */
export function TopLine({ brand, nav, commands, menu, bell, action }: TopLineProps) {
  const section = currentItem(nav, usePathname());
  const { crumbs } = useShell();
  const items = section ? [{ label: section.label, href: section.href }, ...crumbs] : crumbs;
  return (
    <header className="bg-canvas px-gutter sticky top-(--banners,0px) z-30 flex h-12 items-center gap-2 border-b">
      {menu}
      <div className="min-w-0 flex-1">
        <Breadcrumb items={items.length > 0 ? items : [{ label: brand }]} />
      </div>
      <SearchButton nav={nav} commands={commands} />
      {bell}
      {action}
    </header>
  );
}
