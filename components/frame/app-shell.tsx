/*
 * The frame of every signed-in page; a server component that takes data only.
 *
 *   <AppShell
 *     words={['overview', 'credits']}       namespaces that client components below need (ui, common, errors come along)
 *     brand="Meterdesk" brandHint="Desk"    shown on top when there is no organisation
 *     nav={[{ items: [{ href: '/overview', label: t('nav.overview'), icon: <Gauge aria-hidden /> }] }]}
 *     organisations currentOrganisationId switchOrganisation={action({ organisationId })}
 *     person={{ name, email }} personLinks={[{ href: '/settings', label, icon }]}
 *     signOut={<SignOutButton className={menuItemStyle} />}
 *     helpHref="/support/new"
 *     banners={<SandboxBanner />}           above everything
 *     commands={[{ href, label }]}          actions for the palette; pages come from `nav`
 *     bell={…} topAction={<LinkButton …>}   right end of the top line
 *     events="/api/portal/events"           what changes while the page is open: useLive
 *     unread="/api/portal/unread"           what the reader has not read: the rail, the title, useUnread
 *     wide                                  content over the whole width (the desk)
 *   >
 *
 * The first crumb comes from `nav`; deeper pages add theirs with <PageCrumbs items={[{ label }]} />.
 */
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { QueryProvider } from '@/components/query-provider';
import { cn } from '@/components/ui/cn';
import { LiveProvider, type LiveDoor } from './live-provider';
import { UnreadProvider, type UnreadDoor } from './live-unread';
import { PhoneMenu } from './phone-menu';
import { Rail, type RailProps } from './rail';
import { ShellProvider } from './shell-context';
import type { Command } from './shell-types';
import { SkipLink } from './skip-link';
import { TopLine } from './top-line';
import { Words, type Namespace } from './words';

interface AppShellProps extends RailProps {
  words: Namespace[];
  banners?: ReactNode;
  commands?: Command[];
  bell?: ReactNode;
  topAction?: ReactNode;
  events?: LiveDoor;
  unread?: UnreadDoor;
  wide?: boolean;
  children: ReactNode;
}

export async function AppShell(props: AppShellProps) {
  const {
    words,
    banners,
    commands,
    bell,
    topAction,
    events,
    unread,
    wide = false,
    children,
    ...rail
  } = props;
  const jar = await cookies();
  return (
    <Words namespaces={[...words, 'notifications', 'lines']}>
      <ShellProvider>
        <QueryProvider>
          <LiveProvider door={events}>
            <UnreadProvider door={unread}>
              <SkipLink />
              {banners}
              <div className="flex min-h-[calc(100dvh-var(--banners,0px))]">
                <Rail {...rail} startNarrow={jar.get('rail')?.value === 'narrow'} />
                <div className="flex min-w-0 flex-1 flex-col">
                  <TopLine
                    brand={rail.brand}
                    nav={rail.nav}
                    commands={commands}
                    menu={<PhoneMenu {...rail} />}
                    bell={bell}
                    action={topAction}
                  />
                  <main id="main" tabIndex={-1} className="px-gutter min-w-0 flex-1 py-6 focus:outline-none">
                    <div className={cn('flex min-w-0 flex-col gap-6', !wide && 'max-w-page mx-auto')}>
                      {children}
                    </div>
                  </main>
                </div>
              </div>
            </UnreadProvider>
          </LiveProvider>
        </QueryProvider>
      </ShellProvider>
    </Words>
  );
}
