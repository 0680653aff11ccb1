import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { RequestInput } from '@/lib/domain/support/schema';
import { addressed } from '@/lib/domain/support/steps';
import { listExperts } from './queries';
import type { SuggestionDto } from './schema.dto';
import { type Candidate, suggest } from './suggest';

/** What an expert resolved longer ago than this says little of what they know today. */
const DAYS = 180;

/**
 * The experts in the order in which the rule would give them this request, each with score (0 to 100) and reasons.
 * The rule only proposes: somebody assigns. Errors: `not_found`.
 */
export async function suggestExperts(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<SuggestionDto[]> {
  authorise(ctx, 'desk:read');
  const { requestId } = addressed(RequestInput, input);
  const request = await db.request.findFirst({
    where: { id: requestId },
    select: {
      ...{ organisationId: true, categoryCode: true, categoryName: true },
      ...{ serviceAffected: true, subject: true, description: true },
    },
  });
  if (!request) throw notFound();
  const experts = await listExperts(ctx);
  const history = await historyOf(ctx, request);
  const candidates = experts.map((expert): Candidate => ({
    ...expert,
    ofCustomer: history.get(expert.id)?.ofCustomer ?? 0,
    ofCategory: history.get(expert.id)?.ofCategory ?? 0,
  }));
  const { categoryName: category, serviceAffected, subject, description } = request;
  const known = new Map(experts.map((expert) => [expert.id, expert]));
  return suggest({ category, serviceAffected, subject, description }, candidates).flatMap(
    ({ id, score, reasons }): SuggestionDto[] => {
      const expert = known.get(id);
      return expert
        ? [{ ...expert, score, reasons: reasons.map(({ kind, ...values }) => ({ kind, values })) }]
        : [];
    },
  );
}

type History = { expertId: string; ofCustomer: number; ofCategory: number };

async function historyOf(
  ctx: Context,
  { organisationId, categoryCode }: { organisationId: string; categoryCode: string },
): Promise<Map<string, History>> {
  const rows = await db.$queryRaw<History[]>`
    SELECT "expertId", count(*) FILTER (WHERE "organisationId" = ${organisationId})::int AS "ofCustomer",
      count(*) FILTER (WHERE "categoryCode" = ${categoryCode})::int AS "ofCategory"
    FROM "Request"
    WHERE "resolvedAt" > ${addDays(ctx.now, -DAYS)} AND "expertId" IS NOT NULL AND status IN ('resolved', 'closed')
      AND ("organisationId" = ${organisationId} OR "categoryCode" = ${categoryCode})
    GROUP BY "expertId"`;
  return new Map(rows.map((row) => [row.expertId, row]));
}
