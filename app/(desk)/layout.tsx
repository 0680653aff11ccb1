import type { ReactNode } from 'react';
import { StaffShell } from '@/components/accounts/staff-shell';
import { can } from '@/lib/core/context';
import { isSandbox } from '@/lib/core/env';
import { staffHome } from '@/lib/domain/accounts/rules';
import { requireStaff } from '@/lib/web/session';
import { signOut } from '../session-actions';
import { markRead } from '../(admin)/staff/notifications/actions';

/** For who may read the desk: decided here, above the skeletons, so that everybody else gets a 404 and not a 200. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { ctx, person, roles, organisations } = await requireStaff('desk:read');
  return (
    <StaffShell
      words={['desk', 'support', 'thread', 'promises', 'mail', 'asking']}
      person={person}
      organisation={organisations[0] ?? null}
      staffHome={staffHome(roles)}
      holds={(right) => can(ctx, right)}
      signOut={signOut}
      markRead={markRead}
      isSandbox={isSandbox()}
      wide
    >
      {children}
    </StaffShell>
  );
}
