'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { useShell } from './shell-context';
import type { Command, NavSection } from './shell-types';

const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});

/** Opens the command palette, whose code is fetched when it is first wanted. */
export function SearchButton({ nav, commands = [] }: { nav: NavSection[]; commands?: Command[] }) {
  const t = useTranslations('ui.frame');
  const { searchOpen, setSearchOpen } = useShell();
  const [wanted, setWanted] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setWanted(true);
      setSearchOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [setSearchOpen]);

  const open = () => {
    setWanted(true);
    setSearchOpen(true);
  };

  return (
    <>
      <Button
        variant="ghost"
        className="text-muted max-sm:w-control max-sm:px-0"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={open}
      >
        <Search aria-hidden />
        <span className="max-sm:sr-only">{t('search')}</span>
        <span aria-hidden className="max-sm:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </Button>
      {wanted && (
        <CommandPalette open={searchOpen} onOpenChange={setSearchOpen} nav={nav} commands={commands} />
      )}
    </>
  );
}
