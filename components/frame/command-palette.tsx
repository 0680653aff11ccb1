'use client';

import { Command as Palette } from 'cmdk';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { Command, NavSection } from './shell-types';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  nav: NavSection[];
  commands: Command[];
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted';

export function CommandPalette({ open, onOpenChange, nav, commands }: CommandPaletteProps) {
  const t = useTranslations('ui.frame');
  const router = useRouter();
  const [query, setQuery] = useState('');
  const go = (href: string) => {
    onOpenChange(false);
    setQuery('');
    router.push(href);
  };
  const pages = nav.flatMap((section) => section.items);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="animate-fade-in bg-overlay fixed inset-0 z-40" />
        <Dialog.Content className="animate-float-in bg-surface shadow-float fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg focus:outline-none">
          <Dialog.Title className="sr-only">{t('search')}</Dialog.Title>
          <Dialog.Description className="sr-only">{t('searchHint')}</Dialog.Description>
          <Palette label={t('search')}>
            <Palette.Input
              value={query}
              onValueChange={setQuery}
              placeholder={t('searchPlaceholder')}
              className="pointer-coarse:text-touch h-12 w-full border-b bg-transparent px-4 text-base outline-none focus-visible:outline-none"
            />
            <Palette.List className="max-h-80 overflow-y-auto p-1.5">
              <Palette.Empty className="text-muted px-2 py-6 text-center text-sm">
                {t('searchEmpty', { query })}
              </Palette.Empty>
              <Entries heading={t('actions')} entries={commands} onChoose={go} />
              <Entries heading={t('pages')} entries={pages} onChoose={go} />
            </Palette.List>
          </Palette>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entries(props: { heading: string; entries: Command[]; onChoose: (href: string) => void }) {
  if (props.entries.length === 0) return null;
  return (
    <Palette.Group heading={props.heading} className={GROUP}>
      {props.entries.map((entry) => (
        <Palette.Item
          key={entry.href}
          value={`${entry.label} ${entry.href}`}
          keywords={entry.keywords}
          onSelect={() => props.onChoose(entry.href)}
          className="data-[selected=true]:bg-hover [&_svg]:text-muted flex h-9 items-center gap-2.5 rounded-md px-2 text-sm pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0"
        >
          {entry.icon}
          <span className="truncate">{entry.label}</span>
        </Palette.Item>
      ))}
    </Palette.Group>
  );
}
