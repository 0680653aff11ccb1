import type { ReactNode } from 'react';
import { MemberShell } from '@/components/accounts/member-shell';
import { StaffShell } from '@/components/accounts/staff-shell';
import { UnpaidBanner } from '@/components/billing/unpaid-banner';
import { unpaidOf } from '@/components/billing/unpaid-of';
import { WalletWarning } from '@/components/warnings/wallet-warning';
import { can } from '@/lib/core/context';
import { isSandbox } from '@/lib/core/env';
import { staffHome } from '@/lib/domain/accounts/rules';
import { getWarning } from '@/lib/domain/warnings/get-warning';
import { getSubscription } from '@/lib/domain/subscriptions/queries';
import { requirePerson } from '@/lib/web/session';
import { markRead as markReadAsStaff } from '../(admin)/staff/notifications/actions';
import { openPortal } from './billing/actions';
import { markRead } from './notifications/actions';
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
      <StaffShell {...shared} markRead={markReadAsStaff} words={['auth', 'settings']} organisation={null}>
        {children}
      </StaffShell>
    );
  const [warning, subscription] = await Promise.all([getWarning(ctx), getSubscription(ctx)]);
  const unpaid = unpaidOf(subscription);
  return (
    <MemberShell
      {...shared}
      markRead={markRead}
      words={[
        'overview',
        'credits',
        'usage',
        'billing',
        'invoices',
        'details',
        'payments',
        'tiers',
        'support',
        'thread',
        'promises',
        'settings',
        'auth',
        'developers',
        'deployments',
        'prices',
        'promotions',
        'transfers',
        'topup',
        'warnings',
      ]}
      organisation={organisation}
      organisations={organisations}
      switchOrganisation={switchOrganisation}
      warning={
        <>
          {unpaid && (
            <UnpaidBanner unpaid={unpaid} mayManage={can(ctx, 'billing:manage')} openPortal={openPortal} />
          )}
          <WalletWarning initial={warning} reader={`${organisation.id}:${person.id}`} />
        </>
      }
    >
      {children}
    </MemberShell>
  );
}
