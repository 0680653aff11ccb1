'use client';

import { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { Tooltip } from '@/components/ui/tooltip';
import { UnreadBadge, useUnread } from './live-unread';
import { currentItem, type NavItem, type NavSection } from './shell-types';

interface NavLinksProps {
  nav: NavSection[];
  narrow?: boolean;
  onNavigate?: () => void;
}

export function NavLinks({ nav, narrow = false, onNavigate }: NavLinksProps) {
  const current = currentItem(nav, usePathname());
  return (
    <div className="flex flex-col gap-4">
      {nav.map((section, index) => (
        <div key={section.label ?? index} className="flex flex-col gap-0.5">
          {section.label && (
            <p className={cn('text-muted px-2 pb-1 text-xs font-medium', narrow && 'sr-only')}>
              {section.label}
            </p>
          )}
          <ul className="flex flex-col gap-0.5">
            {section.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} current={item === current} narrow={narrow} onNavigate={onNavigate} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

interface NavLinkProps {
  item: NavItem;
  current: boolean;
  narrow: boolean;
  onNavigate?: () => void;
}

function NavLink({ item, current, narrow, onNavigate }: NavLinkProps) {
  const link = (
    <Link
      href={item.href}
      onClick={onNavigate}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'h-control text-muted hover:bg-hover hover:text-ink relative flex items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors [&_svg]:size-4 [&_svg]:shrink-0',
        current && 'bg-hover text-ink',
        narrow && 'justify-center px-0',
      )}
    >
      <Waiting />
      {item.icon}
      <span className={cn('min-w-0 flex-1 truncate', narrow && 'sr-only')}>{item.label}</span>
      <Count item={item} narrow={narrow} />
    </Link>
  );
  if (!narrow) return link;
  return (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  );
}

function Count({ item, narrow }: { item: NavItem; narrow: boolean }) {
  const { total } = useUnread();
  if (item.countsUnread)
    return <UnreadBadge count={total} className={cn(narrow && 'absolute end-0.5 -top-0.5')} />;
  if (!item.count) return null;
  return (
    <span className={cn('figures text-muted text-xs', narrow && 'absolute end-1 top-0.5')}>
      <span aria-hidden={item.countLabel ? true : undefined}>{item.count}</span>
      {item.countLabel && <span className="sr-only">{item.countLabel}</span>}
    </span>
  );
}

/** Marks the pressed link when its page takes longer than 200 ms. */
function Waiting() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span aria-hidden className="animate-late absolute inset-y-1.5 start-0">
      <span className="bg-accent block h-full w-0.5 animate-pulse rounded-full" />
    </span>
  );
}
