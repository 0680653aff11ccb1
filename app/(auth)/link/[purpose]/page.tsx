import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { DeadLink } from '@/components/accounts/dead-link';
import { OpenLink } from '@/components/accounts/open-link';
import { localPath } from '@/lib/core/text';
import { viewLink } from '@/lib/domain/accounts/queries';
import { LinkInput, LinkPurpose } from '@/lib/domain/accounts/schema';
import { getSignedIn } from '@/lib/web/session';
import { acceptAsNew, requestSignInLink, resetPassword } from '../../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.link'))('title') };
}

/** Shows a link and a button. Looking changes nothing: only the button's POST uses the link up. */
export default async function LinkPage({ params, searchParams }: PageProps<'/link/[purpose]'>) {
  const purpose = LinkPurpose.safeParse((await params).purpose).data;
  if (!purpose) notFound();
  const query = await searchParams;
  const link = LinkInput.safeParse({ purpose, token: query.token });
  const view = link.success
    ? await viewLink(purpose, link.data.token, new Date())
    : { state: 'unknown' as const };
  if (view.state !== 'open' || !link.success || !view.email) {
    const state = view.state === 'open' ? 'unknown' : view.state;
    const isSignedIn = (await getSignedIn()) !== null;
    return (
      <DeadLink purpose={purpose} state={state} isSignedIn={isSignedIn} requestLink={requestSignInLink} />
    );
  }
  return (
    <OpenLink
      purpose={purpose}
      token={link.data.token}
      next={localPath.safeParse(query.next).data}
      email={view.email}
      invitation={view.invitation}
      resetPassword={resetPassword}
      acceptAsNew={acceptAsNew}
    />
  );
}
