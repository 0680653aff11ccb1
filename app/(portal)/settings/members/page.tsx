import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationTable } from '@/components/accounts/invitation-table';
import { InviteMember } from '@/components/settings/invite-member';
import { LeaveButton } from '@/components/settings/leave-button';
import { MemberTable } from '@/components/settings/member-table';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { can } from '@/lib/core/context';
import { listInvitations, listMembers } from '@/lib/domain/accounts/queries';
import { requireMember } from '@/lib/web/session';
import {
  changeMemberRole,
  inviteMember,
  leaveOrganisation,
  removeMember,
  resendInvitation,
  revokeInvitation,
} from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('members') };
}

export default async function MembersPage() {
  const { ctx, organisation } = await requireMember();
  const { name } = organisation;
  const manages = can(ctx, 'members:manage');
  const [members, invitations, t] = await Promise.all([
    listMembers(ctx),
    listInvitations(ctx),
    getTranslations('settings.members'),
  ]);
  return (
    <>
      <Card padded={false}>
        <CardHeader
          className="mb-0 border-b p-4"
          title={t('title')}
          description={t(manages ? 'lead' : 'leadMember')}
          actions={
            manages ? (
              <InviteMember organisation={name} action={inviteMember} />
            ) : (
              <LeaveButton organisation={name} action={leaveOrganisation} />
            )
          }
        />
        <MemberTable
          members={members}
          organisation={name}
          actions={manages ? { changeRole: changeMemberRole, remove: removeMember } : null}
        />
      </Card>
      {manages && (
        <Card padded={false}>
          <CardHeader className="mb-0 border-b p-4" title={t('pending')} />
          {invitations.length === 0 ? (
            <EmptyState title={t('noPending')} />
          ) : (
            <InvitationTable
              invitations={invitations.map(({ role, ...invitation }) => ({ ...invitation, roles: [role] }))}
              resend={resendInvitation}
              revoke={revokeInvitation}
            />
          )}
        </Card>
      )}
    </>
  );
}
