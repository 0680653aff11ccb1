import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import type { AcceptAsNewInput, LinkPurpose, ResetPasswordInput } from '@/lib/domain/accounts/schema';
import { AcceptInvitationForm } from './accept-invitation-form';
import { AuthHeading } from './auth-heading';
import { LinkSignIn } from './link-sign-in';
import { ResetPasswordForm } from './reset-password-form';

type Offer = {
  organisation: string | null;
  inviter: string | null;
  role: 'owner' | 'billing' | 'member' | null;
  staffRoles: ('expert' | 'agent' | 'finance' | 'admin')[];
  hasAccount: boolean;
};

interface OpenLinkProps {
  purpose: LinkPurpose;
  token: string;
  next?: string;
  email: string;
  invitation?: Offer;
  resetPassword: Action<z.input<typeof ResetPasswordInput>, { email: string }>;
  acceptAsNew: Action<z.input<typeof AcceptAsNewInput>, { email: string }>;
}

/** A link that is still good: what pressing its button will do. */
export function OpenLink(props: OpenLinkProps) {
  const { purpose, token, next, email, invitation } = props;
  const t = useTranslations('auth');
  if (purpose === 'reset-password') {
    return (
      <>
        <AuthHeading title={t('reset.title')}>{t('reset.lead', { email })}</AuthHeading>
        <ResetPasswordForm email={email} token={token} action={props.resetPassword} />
      </>
    );
  }
  if (invitation) return <Invitation {...props} invitation={invitation} />;
  const words = purpose === 'verify-email' ? 'verify' : 'linkSignIn';
  return (
    <>
      <AuthHeading title={t(`${words}.title`)}>{t(`${words}.lead`, { email })}</AuthHeading>
      <LinkSignIn purpose={purpose} token={token} next={next} label={t(`${words}.submit`)} />
    </>
  );
}

function Invitation({ token, email, invitation, acceptAsNew }: OpenLinkProps & { invitation: Offer }) {
  const t = useTranslations('auth.invitation');
  const role = useTranslations('common.role');
  const { organisation, role: memberRole, staffRoles, hasAccount } = invitation;
  const roles = memberRole ? [memberRole] : staffRoles;
  const named = {
    organisation: organisation ?? t('staff'),
    inviter: invitation.inviter ?? t('somebody'),
    roles: roles.map((one) => role(one)).join(', '),
  };
  const submitLabel = t('submit', named);
  return (
    <>
      <AuthHeading title={t('title', named)}>
        {t('lead', named)} {hasAccount && t('asAccount', { email })}
      </AuthHeading>
      {hasAccount ? (
        <LinkSignIn purpose="invitation" token={token} label={submitLabel} />
      ) : (
        <AcceptInvitationForm email={email} token={token} submitLabel={submitLabel} action={acceptAsNew} />
      )}
    </>
  );
}
