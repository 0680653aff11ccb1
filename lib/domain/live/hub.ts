import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { type Listening, listen } from '@/lib/core/listen';
import { type Audience, mayHear, readChange } from './rules';
import type { LiveChange } from './schema';

export type Follower = {
  audience: Audience;
  onChange: (change: LiveChange) => void;
  /** Nothing more will come: whoever wants to go on has to begin anew. */
  onEnd: () => void;
};

type Hub = { followers: Set<Follower>; listening: Listening | null; isClosed: boolean };

/** Beyond that, pages poll: each open stream costs memory and a socket. */
const MOST_FOLLOWERS = 2_000;

// The server that Next makes may hold this module more than once; the process still has one hub and one connection.
const KEY = Symbol.for('meterdesk.live');
const shared = globalThis as { [KEY]?: Hub };
const hub = (): Hub => (shared[KEY] ??= { followers: new Set(), listening: null, isClosed: false });

const unavailable = () => new AppError('provider_unavailable', 'liveUnavailable');

/** Joins the hub; the first one opens its connection. Error: `provider_unavailable` while the channel is not heard. */
export async function follow(follower: Follower): Promise<() => void> {
  const all = hub();
  if (all.isClosed || all.followers.size >= MOST_FOLLOWERS) throw unavailable();
  all.listening ??= listen({
    url: env.LISTEN_DATABASE_URL ?? env.DATABASE_URL,
    channel: 'live',
    onPayload: tell,
    onLost: endAll,
  });
  if (!all.listening.isUp() && !(await all.listening.settled())) throw unavailable();
  all.followers.add(follower);
  return () => void all.followers.delete(follower);
}

function tell(payload: string): void {
  const change = readChange(payload);
  if (!change) return;
  // One object for all: whoever writes it out does so once.
  const told: LiveChange = { kind: change.kind, requestId: change.requestId };
  for (const { audience, onChange } of hub().followers) if (mayHear(audience, change)) onChange(told);
}

// What was said during the gap is lost: who begins anew reads everything anew.
function endAll(): void {
  const { followers } = hub();
  for (const { onEnd } of [...followers]) onEnd();
  followers.clear();
}

/** Ends every stream and the connection: the process is about to stop, and open streams would keep it. */
export async function closeLive(): Promise<void> {
  const all = hub();
  all.isClosed = true;
  endAll();
  await all.listening?.stop();
}
