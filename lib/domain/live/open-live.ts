import { type Context, authorise, can, caller, tenant } from '@/lib/core/context';
import { type Follower, follow } from './hub';
import type { Audience } from './rules';

type Hearing = Pick<Follower, 'onChange' | 'onEnd'>;

/**
 * Follows what changes in the caller's organisation: messages, events, read marks and their own bell, never a note.
 * Gives the function that ends it. Only ids are told, so a right that is lost later leaks nothing but that something
 * happened. Error: `provider_unavailable` while changes are not heard: then pages poll.
 */
export async function openLive(ctx: Context, hearing: Hearing): Promise<() => void> {
  authorise(ctx, 'support:read');
  return follow({
    ...hearing,
    audience: { side: 'customer', userId: caller(ctx), organisationId: tenant(ctx) },
  });
}

/** The same for staff: everything of the desk for who reads it, and for everybody their own bell. */
export async function openDeskLive(ctx: Context, hearing: Hearing): Promise<() => void> {
  authorise(ctx, 'account:self');
  const audience: Audience = { side: 'staff', userId: caller(ctx), readsDesk: can(ctx, 'desk:read') };
  return follow({ ...hearing, audience });
}
