import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/frame/app-shell';
import { SandboxBanner } from '@/components/frame/sandbox-banner';
import type { Person } from '@/components/frame/shell-types';
import type { Namespace } from '@/components/frame/words';
import { Bell } from '@/components/notifications/bell';
import type { MarkRead } from '@/components/notifications/use-notifications';
import { personLinks, staffNavigation } from './navigation';
import { SignOutForm } from './sign-out-form';

interface StaffShellProps {
  words: Namespace[];
  person: Person;
  organisation: unknown;
  staffHome: string | null;
  holds: Parameters<typeof staffNavigation>[0];
  signOut: () => Promise<void>;
  markRead: MarkRead;
  isSandbox: boolean;
  wide?: boolean;
  children: ReactNode;
}

/** The frame of the desk, of finance and of administration: one rail by rights, so that nobody jumps between frames. */
export async function StaffShell(props: StaffShellProps) {
  const { words, person, organisation, staffHome, holds, signOut, isSandbox, wide, children } = props;
  const t = await getTranslations('common');
  return (
    <AppShell
      words={words}
      brand={t('product')}
      brandHint={t('nav.staff')}
      nav={await staffNavigation(holds)}
      person={person}
      personLinks={await personLinks({ organisation, staffHome }, 'staff')}
      signOut={<SignOutForm action={signOut} />}
      banners={isSandbox && <SandboxBanner />}
      bell={<Bell door="/api/desk/notifications" allHref="/staff/notifications" markRead={props.markRead} />}
      events="/api/desk/events"
      unread={holds('desk:read') ? '/api/desk/unread' : undefined}
      wide={wide}
    >
      {children}
    </AppShell>
  );
}
