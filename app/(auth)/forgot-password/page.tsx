import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddressForm } from '@/components/accounts/address-form';
import { AuthHeading } from '@/components/accounts/auth-heading';
import { TextLink } from '@/components/ui/link-button';
import { requestPasswordReset } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.forgot'))('title') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('auth.forgot');
  return (
    <>
      <AddressForm
        heading={<AuthHeading title={t('title')}>{t('lead')}</AuthHeading>}
        submitLabel={t('submit')}
        action={requestPasswordReset}
      />
      <TextLink href="/sign-in" className="self-start">
        {t('back')}
      </TextLink>
    </>
  );
}
