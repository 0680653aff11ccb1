import { creditsToDecimal } from '@/lib/core/credits';
import { type OperationModel, Prisma, db } from '@/lib/core/db';
import type { TraceRelated } from './schema';

/** What a customer is shown of the operations that belong to one: a busy one may have thousands of returns. */
const SHOWN = 50;

type Linked = Pick<OperationModel, 'id' | 'kind' | 'amountMicro' | 'createdAt' | 'parentId'> & {
  entry: bigint | null;
};

/**
 * The operations that one belongs to and those that belong to it: the hold of a capture, the deduction behind a return
 * or a settlement, returns and settlements of a deduction. `holdId` is the hold behind it all, where there is one.
 */
export async function traceRelated(
  organisationId: string,
  operation: OperationModel,
): Promise<{ related: TraceRelated[]; holdId: string | null }> {
  const [parent] = operation.parentId
    ? await read(organisationId, Prisma.sql`o.id = ${operation.parentId}`)
    : [];
  const holdId = holdIn(operation) ?? (parent ? holdIn(parent) : null);
  const hold = holdId
    ? await db.hold.findUnique({ where: { organisationId_id: { organisationId, id: holdId } } })
    : null;
  const children = await read(organisationId, Prisma.sql`o."parentId" = ${operation.id}`);
  const related: TraceRelated[] = [
    ...(hold
      ? [
          {
            relation: 'hold' as const,
            operationId: hold.operationId,
            credits: creditsToDecimal(hold.amountMicro),
            createdAt: hold.createdAt.toISOString(),
            entry: null,
          },
        ]
      : []),
    ...(parent ? [toRelated(parent, parentRelation(operation, parent))] : []),
    ...children.map((child) => toRelated(child, child.kind === 'settle' ? 'settle' : 'return')),
  ];
  return { related, holdId };
}

const holdIn = ({ kind, parentId }: { kind: string; parentId: string | null }) =>
  kind === 'capture' ? parentId : null;

function parentRelation(operation: OperationModel, parent: Linked): TraceRelated['relation'] {
  if (operation.kind === 'settle') return 'owed';
  return parent.kind === 'capture' ? 'capture' : 'taken';
}

/** Operations with the number of their first entry, oldest first. */
const read = (organisationId: string, where: Prisma.Sql) => db.$queryRaw<Linked[]>`
  SELECT o.id, o.kind, o."amountMicro", o."createdAt", o."parentId",
    (SELECT min(e.seq) FROM "Entry" e WHERE e."organisationId" = o."organisationId" AND e."operationId" = o.id) AS entry
  FROM "Operation" o WHERE o."organisationId" = ${organisationId} AND ${where}
  ORDER BY o."createdAt", o.id LIMIT ${SHOWN}`;

const toRelated = (row: Linked, relation: TraceRelated['relation']): TraceRelated => ({
  relation,
  operationId: row.id,
  credits: creditsToDecimal(row.amountMicro),
  createdAt: row.createdAt.toISOString(),
  entry: row.entry?.toString() ?? null,
});
