import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { SignUpForm } from '@/components/accounts/sign-up-form';
import { getSignedIn } from '@/lib/web/session';
import { requestSignInLink, signUp } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signUp'))('title') };
}

export default async function SignUpPage() {
  if (await getSignedIn()) redirect('/');
  return <SignUpForm signUp={signUp} requestLink={requestSignInLink} />;
}
