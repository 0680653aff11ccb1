import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { SignInFlow } from '@/components/accounts/sign-in-flow';
import { localPath } from '@/lib/core/text';
import { getSignedIn } from '@/lib/web/session';
import { requestSignInLink } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = localPath.safeParse((await searchParams).next).data;
  if (await getSignedIn()) redirect(next ?? '/');
  return <SignInFlow next={next} requestLink={requestSignInLink} />;
}
