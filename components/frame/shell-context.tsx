'use client';

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Crumb } from '@/components/ui/breadcrumb';

interface Shell {
  crumbs: Crumb[];
  setCrumbs: (crumbs: Crumb[]) => void;
  searchOpen: boolean;
  setSearchOpen: (open: boolean) => void;
}

const ShellContext = createContext<Shell>({
  crumbs: [],
  setCrumbs: () => {},
  searchOpen: false,
  setSearchOpen: () => {},
});

export function useShell(): Shell {
  return useContext(ShellContext);
}

export function ShellProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<Crumb[]>([]);
  const [searchOpen, setSearchOpen] = useState(false);
  const shell = useMemo(() => ({ crumbs, setCrumbs, searchOpen, setSearchOpen }), [crumbs, searchOpen]);
  return <ShellContext value={shell}>{children}</ShellContext>;
}

/** A page deeper than its section adds its own names to the breadcrumb: <PageCrumbs items={[{ label }]} />. */
export function PageCrumbs({ items }: { items: Crumb[] }) {
  const { setCrumbs } = useShell();
  const key = JSON.stringify(items);
  useEffect(() => {
    setCrumbs(JSON.parse(key) as Crumb[]);
    return () => setCrumbs([]);
  }, [key, setCrumbs]);
  return null;
}
