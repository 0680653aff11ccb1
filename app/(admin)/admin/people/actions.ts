'use server';

import { changeStaff as change } from '@/lib/domain/accounts/change-staff';
import {
  deactivateStaff as deactivate,
  reactivateStaff as reactivate,
} from '@/lib/domain/accounts/deactivate-staff';
import {
  inviteStaff as invite,
  resendStaffInvitation as resend,
  revokeStaffInvitation as revoke,
} from '@/lib/domain/accounts/invite-staff';
import {
  ChangeStaffInput,
  InvitationInput,
  InviteStaffInput,
  MemberInput,
} from '@/lib/domain/accounts/schema';
import { staffAction } from '@/lib/web/actions';

export const inviteStaff = staffAction(InviteStaffInput, invite);
export const resendStaffInvitation = staffAction(InvitationInput, resend);
export const revokeStaffInvitation = staffAction(InvitationInput, revoke);
export const changeStaff = staffAction(ChangeStaffInput, change);
export const deactivateStaff = staffAction(MemberInput, deactivate);
export const reactivateStaff = staffAction(MemberInput, reactivate);
