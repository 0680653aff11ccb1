import { z } from 'zod';
import type { Tx } from '@/lib/core/db';

/** The key of the filing that a draft ends in. */
export const fileKey = (token: string) => `file-request:${token}`;

/** True once a token's draft has become a request. */
export async function isFiled(tx: Tx, organisationId: string, token: string): Promise<boolean> {
  const key = { organisationId, idempotencyKey: fileKey(token) };
  const where = { organisationId_idempotencyKey: key };
  return (await tx.request.findUnique({ where, select: { id: true } })) !== null;
}

export type DraftOwner = { organisationId: string; userId: string };

/** One save, filing or discarding of a person's draft at a time, until the transaction ends. */
export async function lockDraft(tx: Tx, { organisationId, userId }: DraftOwner): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`draft:${organisationId}:${userId}`}, 0))`;
}

const Kept = z.object({ token: z.string().optional(), discarded: z.string().optional() }).catch({});

/** The draft that was thrown away last, by its token; it is kept beside the draft that came after it. */
export const discardedIn = (data: unknown): string | undefined => Kept.parse(data).discarded;

/** What is left of a draft that is thrown away: its token, for saves that are still on their way. */
export function discardedOf(data: unknown): { discarded?: string } {
  const { token, discarded } = Kept.parse(data);
  return { discarded: token ?? discarded };
}
