import { redirect } from 'next/navigation';
import { homeOf } from '@/lib/domain/accounts/rules';
import { getSignedIn } from '@/lib/web/session';

/** The front door leads everybody to where their work begins. */
export default async function HomePage(): Promise<never> {
  const signedIn = await getSignedIn();
  redirect(signedIn ? homeOf(signedIn) : '/sign-in');
}
