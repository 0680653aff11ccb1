'use client';

import { CircleHelp, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { rememberInBrowser } from './cookie';
import { NavLinks } from './nav-links';
import { BrandMark, OrganisationSwitcher, type SwitchOrganisation } from './organisation-switcher';
import { PersonMenu } from './person-menu';
import type { Command, NavSection, OrganisationChoice, Person } from './shell-types';

export interface RailProps {
  brand: string;
  brandHint?: string;
  nav: NavSection[];
  organisations?: OrganisationChoice[];
  currentOrganisationId?: string;
  switchOrganisation?: SwitchOrganisation;
  person: Person;
  personLinks?: Command[];
  signOut: React.ReactNode;
  helpHref?: string;
}

/** The left rail of a wide screen: 232 px, or 56 when the reader folded it. */
export function Rail({ startNarrow, ...props }: RailProps & { startNarrow: boolean }) {
  const t = useTranslations('ui.frame');
  const [narrow, setNarrow] = useState(startNarrow);
  const fold = () => {
    setNarrow(!narrow);
    rememberInBrowser('rail', narrow ? 'wide' : 'narrow');
  };
  const Icon = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      aria-label={t('sidebar')}
      className={cn(
        'bg-sunken sticky top-(--banners,0px) flex h-[calc(100dvh-var(--banners,0px))] shrink-0 flex-col border-e max-md:hidden',
        narrow ? 'w-rail-narrow' : 'w-rail',
      )}
    >
      <RailContent {...props} narrow={narrow} />
      <div className={cn('flex border-t p-2', narrow ? 'justify-center' : 'justify-end')}>
        <Button
          variant="ghost"
          size="icon"
          className="text-muted"
          aria-expanded={!narrow}
          aria-label={t(narrow ? 'expand' : 'collapse')}
          onClick={fold}
        >
          <Icon aria-hidden className="rtl:-scale-x-100" />
        </Button>
      </div>
    </aside>
  );
}

type RailContentProps = RailProps & { narrow?: boolean; onNavigate?: () => void };

/** Shared by the rail and, on a phone, the sheet. */
export function RailContent(props: RailContentProps) {
  const {
    brand,
    brandHint,
    nav,
    organisations = [],
    currentOrganisationId,
    narrow = false,
    helpHref,
  } = props;
  const t = useTranslations('ui.frame');
  return (
    <>
      <div className="p-2">
        {currentOrganisationId && organisations.length > 0 ? (
          <OrganisationSwitcher
            organisations={organisations}
            currentId={currentOrganisationId}
            action={props.switchOrganisation}
            narrow={narrow}
          />
        ) : (
          <BrandMark brand={brand} hint={brandHint} narrow={narrow} />
        )}
      </div>
      <nav aria-label={t('navigation')} className="min-h-0 flex-1 overflow-y-auto px-2 py-1">
        <NavLinks nav={nav} narrow={narrow} onNavigate={props.onNavigate} />
      </nav>
      <div className="flex flex-col gap-0.5 p-2">
        {helpHref && (
          <Link
            href={helpHref}
            onClick={props.onNavigate}
            className={cn(
              'h-control text-muted hover:bg-hover hover:text-ink flex items-center gap-2.5 rounded-md px-2 text-sm transition-colors',
              narrow && 'justify-center px-0',
            )}
          >
            <CircleHelp aria-hidden className="size-4 shrink-0" />
            <span className={cn(narrow && 'sr-only')}>{t('help')}</span>
          </Link>
        )}
        <PersonMenu person={props.person} links={props.personLinks} signOut={props.signOut} narrow={narrow} />
      </div>
    </>
  );
}
