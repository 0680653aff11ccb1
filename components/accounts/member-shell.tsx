import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/frame/app-shell';
import type { SwitchOrganisation } from '@/components/frame/organisation-switcher';
import { SandboxBanner } from '@/components/frame/sandbox-banner';
import type { Person } from '@/components/frame/shell-types';
import type { Namespace } from '@/components/frame/words';
import { Bell } from '@/components/notifications/bell';
import type { MarkRead } from '@/components/notifications/use-notifications';
import { memberNavigation, personLinks } from './navigation';
import { SignOutForm } from './sign-out-form';

interface MemberShellProps {
  words: Namespace[];
  person: Person;
  organisation: { id: string };
  organisations: { id: string; name: string; role: 'owner' | 'billing' | 'member' }[];
  staffHome: string | null;
  holds: Parameters<typeof memberNavigation>[0];
  switchOrganisation: SwitchOrganisation;
  signOut: () => Promise<void>;
  markRead: MarkRead;
  isSandbox: boolean;
  /** What the wallet has to say, above every page. */
  warning?: ReactNode;
  children: ReactNode;
}

/** The frame of a customer's pages. */
export async function MemberShell(props: MemberShellProps) {
  const { words, person, organisation, organisations, staffHome, holds, isSandbox, warning, children } =
    props;
  const t = await getTranslations('common');
  return (
    <AppShell
      words={words}
      brand={t('product')}
      nav={await memberNavigation(holds)}
      organisations={organisations.map(({ id, name, role }) => ({ id, name, hint: t(`role.${role}`) }))}
      currentOrganisationId={organisation.id}
      switchOrganisation={props.switchOrganisation}
      person={person}
      personLinks={await personLinks({ organisation, staffHome }, 'member')}
      signOut={<SignOutForm action={props.signOut} />}
      helpHref="/support/new"
      banners={isSandbox && <SandboxBanner />}
      bell={<Bell door="/api/portal/notifications" allHref="/notifications" markRead={props.markRead} />}
      events="/api/portal/events"
      unread="/api/portal/unread"
      commands={[{ href: '/support/new', label: t('nav.newRequest') }]}
    >
      {warning}
      {children}
    </AppShell>
  );
}
