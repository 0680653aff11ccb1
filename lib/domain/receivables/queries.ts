import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { toCsv } from '@/lib/core/csv';
import { type Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { decodePosition, encodePosition, olderThan } from '@/lib/core/position';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { type ReceivableDto, ReceivableQuery, type ReceivableTotals } from './schema';

const PAGE = 50;
/** An export gives everything that the filters show, up to this many rows. */
const EXPORTED = 50_000;

type Query = z.output<typeof ReceivableQuery>;

// Prisma sends `contains` as LIKE: the reader's own % and _ are letters.
const likeText = (text: string) => text.replace(/[\\%_]/g, String.raw`\$&`);

const filtered = ({ state, customer, organisationId }: Query): Prisma.ReceivableWhereInput => ({
  organisationId,
  ...(state !== 'all' && { closedAt: state === 'open' ? null : { not: null } }),
  ...(customer && {
    wallet: { organisation: { name: { contains: likeText(customer), mode: 'insensitive' } } },
  }),
});

async function read(where: Prisma.ReceivableWhereInput, take: number): Promise<ReceivableDto[]> {
  const query = db.receivable.findMany({
    where,
    include: {
      wallet: { select: { organisation: { select: { name: true } } } },
      operation: { select: { reference: true } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
  });
  const [rows, services] = await Promise.all([query, listServiceNames()]);
  return rows.map(
    ({ id, organisationId, serviceCode, amountMicro, settledMicro, forgivenMicro, ...row }) => ({
      ...{ id, organisationId },
      organisation: row.wallet.organisation.name,
      service: serviceCode && (services.get(serviceCode) ?? serviceCode),
      reference: row.operation.reference,
      amount: creditsToDecimal(amountMicro),
      settled: creditsToDecimal(settledMicro),
      forgiven: creditsToDecimal(forgivenMicro),
      open: creditsToDecimal(amountMicro - settledMicro - forgivenMicro),
      createdAt: row.createdAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
    }),
  );
}

/**
 * Credits that customers owe for work that was delivered without credits to pay for it (`onInsufficient: owe`), newest
 * first in keyset pages of 50, with the totals of everything that the filters show. For finance.
 */
export async function listReceivables(ctx: Context, input: z.input<typeof ReceivableQuery>) {
  authorise(ctx, 'revenue:read');
  const query = parse(ReceivableQuery, input);
  const where = filtered(query);
  const from = query.after ? decodePosition(query.after) : null;
  const [found, totals] = await Promise.all([
    read({ AND: [where, ...(from ? [olderThan(from)] : [])] }, PAGE + 1),
    sum(where),
  ]);
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  const next =
    found.length > PAGE && last ? encodePosition({ at: new Date(last.createdAt), id: last.id }) : null;
  return { rows, next, totals };
}

async function sum(where: Prisma.ReceivableWhereInput): Promise<ReceivableTotals> {
  const { _count, _sum } = await db.receivable.aggregate({
    where,
    _count: { _all: true },
    _sum: { amountMicro: true, settledMicro: true, forgivenMicro: true },
  });
  const [amount, settled, forgiven] = [
    _sum.amountMicro ?? 0n,
    _sum.settledMicro ?? 0n,
    _sum.forgivenMicro ?? 0n,
  ];
  return {
    count: _count._all,
    amount: creditsToDecimal(amount),
    settled: creditsToDecimal(settled),
    forgiven: creditsToDecimal(forgiven),
    open: creditsToDecimal(amount - settled - forgiven),
  };
}

/** The same rows as a file. */
export async function exportReceivables(
  ctx: Context,
  input: z.input<typeof ReceivableQuery>,
): Promise<string> {
  authorise(ctx, 'revenue:read');
  const rows = await read(filtered(parse(ReceivableQuery, input)), EXPORTED);
  const head = ['id', 'customer id', 'customer', 'service', 'reference', 'since'];
  const amounts = ['amount', 'settled', 'forgiven', 'open', 'closed'];
  return toCsv([
    [...head, ...amounts],
    ...rows.map((row) => [
      ...[row.id, row.organisationId, row.organisation, row.service, row.reference, row.createdAt],
      ...[row.amount, row.settled, row.forgiven, row.open, row.closedAt],
    ]),
  ]);
}
