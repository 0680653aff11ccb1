import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requestPasswordReset } from '@/app/(auth)/actions';
import { PasswordForm } from '@/components/settings/password-form';
import { ProfileForm } from '@/components/settings/profile-form';
import { SetPasswordButton } from '@/components/settings/set-password-button';
import { Card, CardHeader } from '@/components/ui/card';
import { getProfile } from '@/lib/domain/accounts/queries';
import { requirePerson } from '@/lib/web/session';
import { changePassword, updateProfile } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function ProfilePage() {
  const { ctx } = await requirePerson();
  const [profile, t] = await Promise.all([getProfile(ctx), getTranslations('settings')]);
  return (
    <>
      <Card>
        <CardHeader title={t('profile.title')} />
        <ProfileForm profile={profile} action={updateProfile} />
      </Card>
      <Card>
        <CardHeader
          title={t('password.title')}
          description={t(profile.hasPassword ? 'password.lead' : 'password.none')}
        />
        {profile.hasPassword ? (
          <PasswordForm email={profile.email} action={changePassword} />
        ) : (
          <SetPasswordButton email={profile.email} action={requestPasswordReset} />
        )}
      </Card>
    </>
  );
}
