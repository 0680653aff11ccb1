import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationTable } from '@/components/accounts/invitation-table';
import { InviteStaff } from '@/components/accounts/invite-staff';
import { StaffTable } from '@/components/accounts/staff-table';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listStaff, listStaffInvitations } from '@/lib/domain/accounts/staff-queries';
import { requireStaff } from '@/lib/web/session';
import {
  changeStaff,
  deactivateStaff,
  inviteStaff,
  reactivateStaff,
  resendStaffInvitation,
  revokeStaffInvitation,
} from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.people'))('title') };
}

export default async function PeoplePage() {
  const { ctx } = await requireStaff('people:manage');
  const [staff, invitations, t] = await Promise.all([
    listStaff(ctx),
    listStaffInvitations(ctx),
    getTranslations('admin.people'),
  ]);
  const actions = { change: changeStaff, deactivate: deactivateStaff, reactivate: reactivateStaff };
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={<InviteStaff action={inviteStaff} />} />
      <Card padded={false}>
        <StaffTable staff={staff} actions={actions} />
      </Card>
      <Card padded={false}>
        <CardHeader className="mb-0 border-b p-4" title={t('pending')} />
        {invitations.length === 0 ? (
          <EmptyState title={t('noPending')} />
        ) : (
          <InvitationTable
            invitations={invitations}
            resend={resendStaffInvitation}
            revoke={revokeStaffInvitation}
          />
        )}
      </Card>
    </>
  );
}
