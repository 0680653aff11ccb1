'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { SwitchOrganisationInput } from '@/lib/domain/accounts/schema';
import { signOut as endSession } from '@/lib/domain/accounts/sign-out';
import { switchOrganisation as turnTo } from '@/lib/domain/accounts/switch-organisation';
import { personAction } from '@/lib/web/actions';
import { personContext } from '@/lib/web/session';
import { sessionCookie } from '@/lib/web/session-cookie';

export const switchOrganisation = personAction(SwitchOrganisationInput, turnTo);

/** A plain form posts it, so that signing out works before any script has loaded. */
export async function signOut(): Promise<void> {
  const ctx = await personContext();
  if (ctx) await endSession(ctx);
  const { name, options } = sessionCookie();
  (await cookies()).delete({ name, path: options.path, secure: options.secure });
  redirect('/sign-in');
}
