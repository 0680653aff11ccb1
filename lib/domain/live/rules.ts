import { z } from 'zod';
import { type ChangeKind, changeKinds } from './schema';

const Payload = z.object({
  k: z.enum(changeKinds),
  o: z.string().nullish(),
  r: z.string().nullish(),
  u: z.string().nullish(),
});

/** A change as the database tells it, with what decides who may hear of it. */
export type Change = {
  kind: ChangeKind;
  organisationId: string | null;
  requestId: string | null;
  userId: string | null;
};

/** Reads what a trigger said; null for what is none of ours, or of a version that is not here yet. */
export function readChange(payload: string): Change | null {
  let told: unknown;
  try {
    told = JSON.parse(payload);
  } catch {
    return null;
  }
  const parsed = Payload.safeParse(told);
  if (!parsed.success) return null;
  const { k, o, r, u } = parsed.data;
  return { kind: k, organisationId: o ?? null, requestId: r ?? null, userId: u ?? null };
}

/** Who listens: a member within one organisation, or staff, who read the desk or do not. */
export type Audience =
  | { side: 'customer'; userId: string; organisationId: string }
  | { side: 'staff'; userId: string; readsDesk: boolean };

/** A customer must not even learn that a note was written or that somebody of the staff looks. */
const staffOnly: readonly ChangeKind[] = ['note', 'presence'];

/** The bell is each person's own; all else of a request is for its organisation, and for who reads the desk. */
export function mayHear(audience: Audience, { kind, organisationId, userId }: Change): boolean {
  if (kind === 'bell') return userId === audience.userId;
  if (audience.side === 'staff') return audience.readsDesk;
  return organisationId === audience.organisationId && !staffOnly.includes(kind);
}
