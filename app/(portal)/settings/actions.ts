'use server';

import { changeMemberRole as changeRole } from '@/lib/domain/accounts/change-member-role';
import { changePassword as change } from '@/lib/domain/accounts/change-password';
import {
  inviteMember as invite,
  resendInvitation as resend,
  revokeInvitation as revoke,
} from '@/lib/domain/accounts/invite-member';
import { leaveOrganisation as leave, removeMember as remove } from '@/lib/domain/accounts/remove-member';
import {
  revokeOtherSessions as endOthers,
  revokeSession as endOne,
} from '@/lib/domain/accounts/revoke-session';
import {
  ChangeMemberRoleInput,
  ChangePasswordInput,
  InvitationInput,
  InviteMemberInput,
  MemberInput,
  Nothing,
  OrganisationInput,
  ProfileInput,
  SessionInput,
} from '@/lib/domain/accounts/schema';
import { updateOrganisation as updateOrg } from '@/lib/domain/accounts/update-organisation';
import { updateProfile as updateOwn } from '@/lib/domain/accounts/update-profile';
import {
  removeOwnerContact as removeOwner,
  saveOwnerContact as saveOwner,
} from '@/lib/domain/approvals/owner-contact';
import { OwnerContactInput, RemoveOwnerContactInput } from '@/lib/domain/approvals/schema';
import { memberAction, personAction } from '@/lib/web/actions';

export const updateProfile = personAction(ProfileInput, updateOwn);
export const changePassword = personAction(ChangePasswordInput, change);
export const revokeSession = personAction(SessionInput, endOne);
export const revokeOtherSessions = personAction(Nothing, endOthers);

export const updateOrganisation = memberAction(OrganisationInput, updateOrg);
export const inviteMember = memberAction(InviteMemberInput, invite);
export const resendInvitation = memberAction(InvitationInput, resend);
export const revokeInvitation = memberAction(InvitationInput, revoke);
export const changeMemberRole = memberAction(ChangeMemberRoleInput, changeRole);
export const removeMember = memberAction(MemberInput, remove);
export const leaveOrganisation = memberAction(Nothing, leave);
export const saveOwnerContact = memberAction(OwnerContactInput, saveOwner);
export const removeOwnerContact = memberAction(RemoveOwnerContactInput, removeOwner);
