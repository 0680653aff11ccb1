'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { Popover } from '@/components/ui/popover';
import { menuItemStyle } from './menu-item-style';
import type { Command, Person } from './shell-types';
import { ThemeSwitch } from './theme-switch';

interface PersonMenuProps {
  person: Person;
  links?: Command[];
  signOut: ReactNode;
  narrow?: boolean;
}

export function PersonMenu({ person, links = [], signOut, narrow }: PersonMenuProps) {
  const t = useTranslations('ui.frame');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('person', { name: person.name })}
      align="start"
      className="w-64 p-1"
      trigger={
        <button
          type="button"
          className={cn(
            'hover:bg-hover flex h-10 w-full items-center gap-2.5 rounded-md px-1.5 text-start transition-colors',
            narrow && 'justify-center px-0',
          )}
        >
          <span className="sr-only">{t('account')}</span>
          <Avatar name={person.name} size="sm" />
          <span className={cn('min-w-0 flex-1 truncate text-sm', narrow && 'sr-only')}>{person.name}</span>
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{person.name}</p>
        <p className="text-muted truncate">{person.email}</p>
      </div>
      <div className="my-1 border-t" />
      {links.map((link) => (
        <Link key={link.href} href={link.href} className={menuItemStyle} onClick={() => setOpen(false)}>
          {link.icon}
          {link.label}
        </Link>
      ))}
      <div className="p-1">
        <ThemeSwitch />
      </div>
      <div className="my-1 border-t" />
      {signOut}
    </Popover>
  );
}
