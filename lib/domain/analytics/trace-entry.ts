import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type OperationModel, db } from '@/lib/core/db';
import { invariant, notFound } from '@/lib/core/errors';
import { pluralUnit } from '@/lib/domain/catalog/rules';
import { readEntry } from './entry-pages';
import { namesOf } from './internal';
import { type TraceDto, TraceInput } from './schema';
import { traceLots } from './trace-lots';
import { traceRelated } from './trace-related';

/**
 * Explains one entry of the organisation's wallet: the operation that moved it with the price that made its amount, each
 * lot it touched with where that came from and what became of it, and the operations that belong to it. Reads by keys
 * only, whatever the wallet's size. Error: `not_found`, also for another organisation's number.
 */
export async function traceEntry(ctx: Context, input: z.input<typeof TraceInput>): Promise<TraceDto> {
  authorise(ctx, 'credits:read');
  const request = TraceInput.safeParse(input);
  if (!request.success) throw notFound();
  const organisationId = tenant(ctx);
  const entry = await readEntry(organisationId, BigInt(request.data.id));
  if (!entry) throw notFound();
  const operation = await db.operation.findUnique({
    where: { organisationId_id: { organisationId, id: entry.operationId } },
  });
  invariant(operation, `entry ${entry.id} without its operation`);
  const [lots, { related, holdId }, receivable, about] = await Promise.all([
    traceLots(organisationId, operation.id),
    traceRelated(organisationId, operation),
    db.receivable.findUnique({
      where: { organisationId_operationId: { organisationId, operationId: operation.id } },
    }),
    describe(organisationId, operation),
  ]);
  return {
    entry,
    operation: { ...about, request: holdId ? await requestOf(organisationId, holdId) : null },
    receivable: receivable && {
      id: receivable.id,
      credits: creditsToDecimal(receivable.amountMicro),
      open: creditsToDecimal(receivable.amountMicro - receivable.settledMicro - receivable.forgivenMicro),
      closedAt: receivable.closedAt?.toISOString() ?? null,
    },
    lots,
    related,
  };
}

type Price = { priceMicro: string; perUnits: number; rounding: string };

async function describe(
  organisationId: string,
  operation: OperationModel,
): Promise<Omit<TraceDto['operation'], 'request'>> {
  const { serviceCode, memberId, actorKind, actorId } = operation;
  const isPerson = actorKind === 'member' && actorId !== null;
  const people = [memberId, isPerson ? actorId : null].filter((id) => id !== null);
  const [service, names, other, last] = await Promise.all([
    serviceCode ? db.service.findUnique({ where: { code: serviceCode } }) : null,
    namesOf(organisationId, people, actorKind === 'api-key' && actorId ? [actorId] : []),
    counterpart(operation),
    db.entry.findFirst({
      where: { organisationId, operationId: operation.id },
      select: { balanceAfterMicro: true },
      orderBy: { seq: 'desc' },
    }),
  ]);
  const price = operation.price as Price | null;
  return {
    id: operation.id,
    kind: operation.kind as TraceDto['operation']['kind'],
    service: serviceCode
      ? {
          ...{ code: serviceCode, name: service?.name ?? serviceCode, unit: service?.unit ?? null },
          units: service && pluralUnit(service.unit),
        }
      : null,
    quantity: operation.quantity?.toFixed() ?? null,
    price: price && {
      credits: creditsToDecimal(BigInt(price.priceMicro)),
      perUnits: price.perUnits,
      rounding: price.rounding,
    },
    credits: creditsToDecimal(operation.amountMicro),
    shortfall: creditsToDecimal(operation.shortfallMicro),
    balanceAfter: creditsToDecimal(last?.balanceAfterMicro ?? 0n),
    reference: other ?? operation.reference,
    reason: operation.reason,
    metadata: operation.metadata as TraceDto['operation']['metadata'],
    actor: actorOf(operation, names),
    member: memberId ? { id: memberId, name: names.members.get(memberId) ?? null } : null,
    createdAt: operation.createdAt.toISOString(),
  };
}

/** Members and keys are named; of our own people a customer learns only that it was one of us. */
function actorOf(
  { actorKind, actorId }: OperationModel,
  names: Awaited<ReturnType<typeof namesOf>>,
): TraceDto['operation']['actor'] {
  if (actorKind === 'member')
    return { kind: actorKind, id: actorId, name: names.members.get(actorId ?? '') ?? null };
  if (actorKind === 'api-key')
    return { kind: actorKind, id: actorId, name: names.apiKeys.get(actorId ?? '') ?? null };
  return { kind: actorKind, id: null, name: actorKind === 'job' ? actorId : null };
}

/** A transfer keeps the other organisation as its reference; both belong to one owner. */
async function counterpart({ kind, reference }: OperationModel): Promise<string | null> {
  if (kind !== 'transfer' || !reference) return null;
  const other = await db.organisation.findUnique({ where: { id: reference }, select: { name: true } });
  return other?.name ?? null;
}

const requestOf = (organisationId: string, holdId: string) =>
  db.request.findFirst({
    where: { organisationId, OR: [{ holdId }, { quotes: { some: { organisationId, holdId } } }] },
    select: { id: true, number: true, subject: true },
  });
