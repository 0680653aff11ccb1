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
  const byHold = await requestsOfHolds(
    organisationId,
    [...holds.values()].filter((id) => id !== null),
  );
  return new Map(
    captures.flatMap(({ seq, operationId }) => {
      const request = byHold.get(holds.get(operationId) ?? '');
      return request ? [[seq, request] as const] : [];
    }),
  );
}

/** A request holds its price, and each quote that was accepted. */
async function requestsOfHolds(organisationId: string, holds: string[]): Promise<Map<string, RequestRef>> {
  const held = { organisationId, holdId: { in: holds } };
  const ref = { id: true, number: true } as const;
  const [requests, quotes] = await Promise.all([
    db.request.findMany({ where: held, select: { ...ref, holdId: true } }),
    db.quote.findMany({ where: held, select: { holdId: true, request: { select: ref } } }),
  ]);
  return new Map([
    ...requests.map(({ holdId, ...request }) => [holdId ?? '', request] as const),
    ...quotes.map(({ holdId, request }) => [holdId ?? '', request] as const),
  ]);
}
