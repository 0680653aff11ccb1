import type { ReactNode } from 'react';
import { MemberShell } from '@/components/accounts/member-shell';
import { StaffShell } from '@/components/accounts/staff-shell';
import { WalletWarning } from '@/components/warnings/wallet-warning';
import { can } from '@/lib/core/context';
import { isSandbox } from '@/lib/core/env';
import { staffHome } from '@/lib/domain/accounts/rules';
import { getWarning } from '@/lib/domain/warnings/get-warning';
import { requirePerson } from '@/lib/web/session';
import { signOut, switchOrganisation } from '../session-actions';

/** Settings are for staff too: without an organisation they keep their own frame here. Pages decide who may see them. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { ctx, person, organisation, organisations, staffRoles } = await requirePerson();
  const shared = {
    person,
    staffHome: staffHome(staffRoles),
    holds: (right: Parameters<typeof can>[1]) => can(ctx, right),
    signOut,
    isSandbox: isSandbox(),
  };
  if (!organisation)
    return (
      <StaffShell {...shared} words={['auth', 'settings']} organisation={null}>
        {children}
      </StaffShell>
    );
  return (
    <MemberShell
      {...shared}
      words={[
        'overview',
        'credits',
        'usage',
        'billing',
        'details',
        'payments',
        'tiers',
        'support',
        'settings',
        'auth',
        'developers',
        'prices',
        'promotions',
        'transfers',
        'topup',
        'warnings',
      ]}
      organisation={organisation}
      organisations={organisations}
      switchOrganisation={switchOrganisation}
      warning={<WalletWarning initial={await getWarning(ctx)} reader={`${organisation.id}:${person.id}`} />}
    >
      {children}
    </MemberShell>
  );
}
