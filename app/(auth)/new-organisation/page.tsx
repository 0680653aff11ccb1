import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { AuthHeading } from '@/components/accounts/auth-heading';
import { NewOrganisationForm } from '@/components/accounts/new-organisation-form';
import { Button } from '@/components/ui/button';
import { requireSignedIn } from '@/lib/web/session';
import { signOut } from '../../session-actions';
import { createOrganisation } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.newOrganisation'))('title') };
}

/** For people whose last organisation is gone: they wait for an invitation, or make their own. */
export default async function NewOrganisationPage() {
  const { organisation, person, staffRoles } = await requireSignedIn();
  if (organisation || staffRoles.length > 0) redirect('/');
  const t = await getTranslations('auth.newOrganisation');
  const words = await getTranslations('common');
  return (
    <>
      <AuthHeading title={t('title')}>{t('lead', { email: person.email })}</AuthHeading>
      <NewOrganisationForm action={createOrganisation} />
      <form action={signOut}>
        <Button type="submit" variant="ghost">
          {words('signOut')}
        </Button>
      </form>
    </>
  );
}
