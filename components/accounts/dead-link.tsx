import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';
import type { LinkPurpose } from '@/lib/domain/accounts/schema';
import { AddressForm } from './address-form';
import { AuthHeading } from './auth-heading';
import type { RequestLink } from './password-step';

interface DeadLinkProps {
  purpose: LinkPurpose;
  state: 'used' | 'expired' | 'unknown';
  isSignedIn: boolean;
  requestLink: RequestLink;
}

/** A link that opens nothing any more: why, and the way to a new one. Nothing here depends on an account. */
export function DeadLink({ purpose, state, isSignedIn, requestLink }: DeadLinkProps) {
  const t = useTranslations('auth.dead');
  const heading = (
    <AuthHeading title={t(`${state}.title`)}>
      {t(`${state}.body`)} {t(`next.${purpose}`)}
    </AuthHeading>
  );
  if (isSignedIn && purpose !== 'invitation') {
    return (
      <>
        <AuthHeading title={t(`${state}.title`)}>{t('signedIn')}</AuthHeading>
        <LinkButton variant="primary" href="/">
          {t('goOn')}
        </LinkButton>
      </>
    );
  }
  if (purpose === 'verify-email' || purpose === 'sign-in')
    return <AddressForm heading={heading} submitLabel={t('newLink')} action={requestLink} />;
  const isReset = purpose === 'reset-password';
  return (
    <>
      {heading}
      <LinkButton variant="primary" href={isReset ? '/forgot-password' : '/sign-in'}>
        {t(isReset ? 'newReset' : 'toSignIn')}
      </LinkButton>
    </>
  );
}
