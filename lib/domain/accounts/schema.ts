import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { email, line, localPath } from '@/lib/core/text';
import { isCommonPassword } from './common-passwords';

export const memberRoles = ['owner', 'billing', 'member'] as const;
export const staffRoles = ['expert', 'agent', 'finance', 'admin'] as const;

export const MemberRole = z.enum(memberRoles);
export const StaffRole = z.enum(staffRoles);

export const PASSWORD_MIN = 10;
const PASSWORD_MAX = 200;

/** A password that somebody chooses: long enough, not a common one. Kept exactly as typed. */
const NewPassword = z
  .string()
  .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'badCharacters')
  .min(PASSWORD_MIN)
  .max(PASSWORD_MAX)
  .refine((value) => !isCommonPassword(value), 'commonPassword');

/** A password that somebody offers: only bounded, so that a refusal says nothing about rules of the past. */
const OfferedPassword = z.string().min(1).max(PASSWORD_MAX);

/** A password that is the account's own address is no secret. */
export const isAddress = (password: string, address: string) =>
  password.trim().toLowerCase() === address.trim().toLowerCase();

const PersonName = line(100);
const OrganisationName = line(100);
const Token = z.string().regex(/^[\w-]{43}$/, 'unknown');

export const SignUpInput = z
  .object({ name: PersonName, email, password: NewPassword, organisation: OrganisationName })
  .refine((input) => !isAddress(input.password, input.email), {
    path: ['password'],
    message: 'passwordIsAddress',
  });

export const PasswordCredentials = z.object({ email, password: OfferedPassword });
export const SignInLinkRequest = z.object({ email, next: localPath.optional() });
export const AddressInput = z.object({ email });

/** What an e-mailed link can be for; the word in its address. */
export const linkPurposes = ['verify-email', 'reset-password', 'sign-in', 'invitation'] as const;
export const LinkPurpose = z.enum(linkPurposes);
export type LinkPurpose = z.infer<typeof LinkPurpose>;
export const LinkInput = z.object({ purpose: LinkPurpose, token: Token });

export const ResetPasswordInput = z.object({ token: Token, password: NewPassword });
export const AcceptAsNewInput = z.object({ token: Token, name: PersonName, password: NewPassword });

export const NewOrganisationInput = z.object({ name: OrganisationName });
export const SwitchOrganisationInput = z.object({ organisationId: Id('organisation') });
export const SessionInput = z.object({ sessionId: Id('session') });
export const Nothing = z.object({});

export const ProfileInput = z.object({ name: PersonName });
export const ChangePasswordInput = z.object({ current: OfferedPassword, password: NewPassword });

/** A zone that Intl knows, in its canonical spelling. */
const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  }, 'unknown');

export const OrganisationInput = z.object({ name: OrganisationName, timeZone: TimeZone });

export const InviteMemberInput = z.object({ email, role: MemberRole });
export const InvitationInput = z.object({ invitationId: Id('link') });
export const MemberInput = z.object({ userId: Id('user') });
export const ChangeMemberRoleInput = z.object({ userId: Id('user'), role: MemberRole });

const StaffRoles = z
  .array(StaffRole)
  .min(1, 'chooseOne')
  .max(staffRoles.length)
  .transform((roles) => staffRoles.filter((role) => roles.includes(role)));

/** What an expert is good at, typed with commas between. */
const Skills = z
  .string()
  .max(1_000)
  .transform((typed) => [...new Set(typed.split(',').map((skill) => skill.trim()))].filter(Boolean))
  .pipe(z.array(line(40)).max(20));

export const InviteStaffInput = z.object({ email, roles: StaffRoles });
export const ChangeStaffInput = z.object({
  userId: Id('user'),
  roles: StaffRoles,
  skills: Skills,
  capacity: z.coerce.number().int().min(1).max(100),
});

export const AdministratorInput = z
  .object({ email, name: PersonName, password: NewPassword.optional() })
  .refine((input) => !input.password || !isAddress(input.password, input.email), {
    path: ['password'],
    message: 'passwordIsAddress',
  });

export type ProfileDto = { name: string; email: string; hasPassword: boolean };

export type SessionDto = {
  id: string;
  device: { browser: string | null; system: string | null };
  ip: string | null;
  createdAt: string;
  lastSeenAt: string;
  isCurrent: boolean;
};

export type MemberDto = {
  id: string;
  name: string;
  email: string;
  role: z.infer<typeof MemberRole>;
  joinedAt: string;
  isSelf: boolean;
};

export type InvitationDto = {
  id: string;
  email: string;
  role: z.infer<typeof MemberRole>;
  expiresAt: string;
  isExpired: boolean;
};

export type StaffDto = {
  id: string;
  name: string;
  email: string;
  roles: z.infer<typeof StaffRole>[];
  skills: string[];
  capacity: number;
  lastSeenAt: string | null;
  isActive: boolean;
  isSelf: boolean;
};

export type StaffInvitationDto = Omit<InvitationDto, 'role'> & { roles: z.infer<typeof StaffRole>[] };
