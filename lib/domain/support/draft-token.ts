import type { Tx } from '@/lib/core/db';

/** The wallet's idempotency key of the filing that a draft ends in. */
export const fileKey = (token: string) => `file-request:${token}`;

/** The hold that a token's filing has placed; null while its draft is not filed. */
export async function filedBy(
  tx: Tx,
  organisationId: string,
  token: string,
): Promise<{ holdId: string; contentHash: string } | null> {
  const key = { organisationId, kind: 'hold' as const, idempotencyKey: fileKey(token) };
  const operation = await tx.operation.findUnique({
    where: { organisationId_kind_idempotencyKey: key },
    select: { answer: true, metadata: true },
  });
  if (!operation) return null;
  const { holdId } = operation.answer as { holdId: string };
  const { contentHash } = operation.metadata as { contentHash: string };
  return { holdId, contentHash };
}
