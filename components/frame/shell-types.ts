import type { ReactNode } from 'react';

export interface NavItem {
  href: string;
  label: string;
  /** A rendered icon: <Wallet aria-hidden />. */
  icon: ReactNode;
  /** What waits there, in figures; `countLabel` says it in words. */
  count?: number;
  countLabel?: string;
  /** Shows how many messages the reader has not read. */
  countsUnread?: boolean;
}

export interface NavSection {
  label?: string;
  items: NavItem[];
}

export interface Command {
  href: string;
  label: string;
  icon?: ReactNode;
  keywords?: string[];
}

export interface OrganisationChoice {
  id: string;
  name: string;
  hint?: string;
}

export interface Person {
  name: string;
  email: string;
}

/** The longest address that the path lies under is the current section. */
export function currentItem(nav: NavSection[], pathname: string): NavItem | undefined {
  return nav
    .flatMap((section) => section.items)
    .filter((item) => pathname === item.href || pathname.startsWith(`${item.href}/`))
    .sort((one, other) => other.href.length - one.href.length)[0];
}
