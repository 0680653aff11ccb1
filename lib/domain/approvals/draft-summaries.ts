import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Prisma, db } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { type Locale, localeOf } from '@/lib/core/locales';
import { log } from '@/lib/core/log';
import { complete, hasLlm } from '@/lib/integrations/llm/complete';
import { DraftSummariesInput } from './schema';
import type { DraftedSummaryDto } from './schema.dto';
import { instructionsFor, materialOf, summaryLines } from './summary';

/** Drafts under way at once, and the time that all of them have together. */
const LANES = 5;
const ALL_MS = 30_000;

// What both sides read; a note, or what hangs on one, is never told to anybody outside.
const told = {
  ...{ id: true, organisationId: true, subject: true, description: true, serviceAffected: true },
  ...{ categoryName: true, urgency: true, priceMicro: true },
  messages: {
    select: { body: true, side: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 30,
  },
} satisfies Prisma.RequestSelect;

type Row = Prisma.RequestGetPayload<{ select: typeof told }>;

/**
 * Drafts what an owner would read of each request, in their language, by the endpoint that is set up: five at a time,
 * thirty seconds for all. What could not be drafted comes back without lines and with the reason; a person writes it.
 * Changes nothing. Errors: `not_found`; `conflict` `severalOrganisations`; `invalid`.
 */
export async function draftSummaries(
  ctx: Context,
  input: z.input<typeof DraftSummariesInput>,
): Promise<DraftedSummaryDto[]> {
  authorise(ctx, 'desk:answer');
  const ids = [...new Set(parse(DraftSummariesInput, input).requestIds)];
  const rows = await db.request.findMany({ where: { id: { in: ids } }, select: told });
  if (rows.length < ids.length) throw notFound();
  const [organisationId = '', ...others] = new Set(rows.map((row) => row.organisationId));
  if (others.length > 0) throw new AppError('conflict', 'severalOrganisations');
  if (!hasLlm()) return ids.map((requestId) => ({ requestId, lines: null, reason: 'notSetUp' }));
  const owner = await db.ownerContact.findUnique({ where: { organisationId }, select: { locale: true } });
  return draftAll(rows, localeOf(owner?.locale));
}

async function draftAll(rows: readonly Row[], locale: Locale): Promise<DraftedSummaryDto[]> {
  const signal = AbortSignal.timeout(ALL_MS);
  const drafts: DraftedSummaryDto[] = [];
  const waiting = [...rows];
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) drafts.push(await draft(row, locale, signal));
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return drafts;
}

async function draft(row: Row, locale: Locale, signal: AbortSignal): Promise<DraftedSummaryDto> {
  const requestId = row.id;
  if (signal.aborted) return { requestId, lines: null, reason: 'failed' };
  try {
    const material = materialOf({
      ...{ subject: row.subject, description: row.description, service: row.serviceAffected },
      ...{ category: row.categoryName, urgency: row.urgency, price: creditsToDecimal(row.priceMicro) },
      messages: row.messages
        .toReversed()
        .map(({ body, side }) => ({ by: side === 'staff' ? 'Support' : 'Customer', body })),
    });
    const lines = summaryLines(await complete({ instructions: instructionsFor(locale), material, signal }));
    return { requestId, lines, reason: lines ? null : 'unusable' };
  } catch (err) {
    log.warn({ requestId, err }, 'no summary was drafted');
    return { requestId, lines: null, reason: 'failed' };
  }
}
