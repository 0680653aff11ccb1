import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { type DeliveryDto, ListOutboxInput, type OutboxTab, type SuppressionDto } from './schema';

const PAGE = 25;

const statuses = {
  dead: ['dead', 'bounced'],
  waiting: ['queued', 'held'],
  sent: ['sent'],
} as const satisfies Record<Exclude<OutboxTab, 'suppressed'>, readonly Prisma.DeliveryWhereInput['status'][]>;

const shown = {
  ...{ id: true, channel: true, recipient: true, event: true, subject: true, status: true },
  ...{ attempts: true, error: true, runAt: true, createdAt: true, sentAt: true },
} satisfies Prisma.DeliverySelect;

/** Deliveries of one kind, the newest first, in pages of 25: never what they carry. */
export async function listOutbox(
  ctx: Context,
  input: z.input<typeof ListOutboxInput> = {},
): Promise<{ rows: DeliveryDto[]; next: string | null }> {
  authorise(ctx, 'jobs:manage');
  const { tab, before } = parse(ListOutboxInput, input);
  if (tab === 'suppressed') return { rows: [], next: null };
  const rows = await db.delivery.findMany({
    where: { status: { in: [...statuses[tab]] }, ...(before && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
    select: shown,
  });
  const page = rows.slice(0, PAGE);
  return { rows: page.map(dtoOf), next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

type Row = Prisma.DeliveryGetPayload<{ select: typeof shown }>;

const dtoOf = ({ runAt, createdAt, sentAt, ...row }: Row): DeliveryDto => ({
  ...row,
  ...{
    runAt: runAt.toISOString(),
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  },
});

/** How many letters are dead: what the tab of the page says. */
export async function countDeadLetters(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  return db.delivery.count({ where: { status: { in: [...statuses.dead] } } });
}

/** Addresses that get no more mail, the newest first; at most 200. */
export async function listSuppressed(ctx: Context): Promise<SuppressionDto[]> {
  authorise(ctx, 'jobs:manage');
  const rows = await db.mailSuppression.findMany({ orderBy: { since: 'desc' }, take: 200 });
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}
