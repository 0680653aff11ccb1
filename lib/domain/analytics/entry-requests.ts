import { db } from '@/lib/core/db';

export type RequestRef = { id: string; number: string };

/**
 * The support requests whose holds were captured, by the number of the entry. A program may capture a hold of the same
 * service, so only the hold itself tells a request's capture from any other.
 */
export async function requestsOfCaptures(
  organisationId: string,
  entries: readonly { seq: bigint; kind: string; operationId: string }[],
): Promise<Map<bigint, RequestRef>> {
  const captures = entries.filter(({ kind }) => kind === 'capture');
  if (captures.length === 0) return new Map();
  const operations = await db.operation.findMany({
    where: { organisationId, id: { in: captures.map(({ operationId }) => operationId) } },
    select: { id: true, parentId: true },
  });
  const holds = new Map(operations.map(({ id, parentId }) => [id, parentId]));
  const requests = await db.request.findMany({
    where: { organisationId, holdId: { in: [...holds.values()].filter((id) => id !== null) } },
    select: { id: true, number: true, holdId: true },
  });
  const byHold = new Map(requests.map(({ holdId, id, number }) => [holdId, { id, number }]));
  return new Map(
    captures.flatMap(({ seq, operationId }) => {
      const request = byHold.get(holds.get(operationId) ?? '');
      return request ? [[seq, request] as const] : [];
    }),
  );
}
