import type { ReactNode } from 'react';
import { StaffShell } from '@/components/accounts/staff-shell';
import { can } from '@/lib/core/context';
import { isSandbox } from '@/lib/core/env';
import { staffHome } from '@/lib/domain/accounts/rules';
import { requireStaff } from '@/lib/web/session';
import { signOut } from '../session-actions';
import { markRead } from '../(admin)/staff/notifications/actions';

/** For staff only; each page asks for its own right. */
export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const { ctx, person, roles, organisations } = await requireStaff('account:self');
  return (
    <StaffShell
      words={['books', 'finance', 'payments', 'invoices', 'review']}
      person={person}
      organisation={organisations[0] ?? null}
      staffHome={staffHome(roles)}
      holds={(right) => can(ctx, right)}
      signOut={signOut}
      markRead={markRead}
      isSandbox={isSandbox()}
    >
      {children}
    </StaffShell>
  );
}
