import type { z } from 'zod';
import { Prisma as sql, db } from '@/lib/core/db';
import { cursorInstant, decodeCursor, encodeCursor } from './cursor';
import type { SearchInput } from './schema';
import type { FoundIn } from './schema.dto';

const PAGE = 50;
/** How many of the last changed requests are looked through before the index is asked. */
const RECENT = 1_000;
/** Of how many requests that hold all the words the documents are read at most. */
const NEWEST = 2_000;

type Hit = { organisationId: string; requestId: string; changedAt: Date; foundIn: FoundIn };

type Search = z.output<typeof SearchInput>;

/**
 * The requests that a search finds, in one organisation or (null) in all, a page of 50.
 *
 * Ordered by the last change and not by rank: ranking reads every hit. The planner knows neither how rare the words are
 * nor what it costs to read a document, so the way is ours. Words that stand in many requests are found among the last
 * changed ones; else the index names all that hold the words, and only of the newest of those is the document read:
 * a phrase of frequent words is found in the last NEWEST requests that hold all of them.
 */
export async function findRequests(
  { q, after }: Search,
  organisationId: string | null,
): Promise<{ hits: Hit[]; next: string | null }> {
  const from = after ? decodeCursor(after) : null;
  const bound = organisationId ? sql.sql`AND s."organisationId" = ${organisationId}` : sql.empty;
  const beyond = from
    ? sql.sql`AND (s."changedAt" < ${cursorInstant(from)}
        OR (s."changedAt" = ${cursorInstant(from)} AND s."requestId" > ${from.id}))`
    : sql.empty;
  const found = await db.$queryRaw<Hit[]>`
    WITH asked AS MATERIALIZED (
      SELECT query, regexp_replace(query::text, '<[^>]*>', '&', 'g')::tsquery AS words FROM support_query(${q}) AS query
    ), recent AS MATERIALIZED (
      SELECT s."organisationId", s."requestId", s."changedAt", s.document FROM (
        SELECT * FROM "RequestSearch" s WHERE true ${bound} ${beyond} ORDER BY "changedAt" DESC, "requestId" LIMIT ${RECENT}
      ) s, asked WHERE s.document @@ asked.query ORDER BY s."changedAt" DESC, s."requestId" LIMIT ${PAGE + 1}
    ), known AS MATERIALIZED (
      SELECT count(*) > ${PAGE} AS enough FROM recent
    ), holding AS MATERIALIZED (
      SELECT s."organisationId", s."requestId", s."changedAt", s.document FROM "RequestSearch" s, asked
      WHERE s.document @@ asked.words ${bound} ${beyond}
    ), rare AS (
      SELECT s.* FROM (SELECT * FROM holding ORDER BY "changedAt" DESC, "requestId" LIMIT ${NEWEST}) s, asked
      WHERE NOT (SELECT enough FROM known) AND s.document @@ asked.query
      ORDER BY s."changedAt" DESC, s."requestId" LIMIT ${PAGE + 1}
    ), hit AS (
      SELECT * FROM recent WHERE (SELECT enough FROM known) UNION ALL SELECT * FROM rare
    )
    SELECT "organisationId", "requestId", "changedAt",
      CASE WHEN ts_filter(document, '{a}') @@ query THEN 'subject'
           WHEN ts_filter(document, '{b}') @@ query THEN 'description' ELSE 'messages' END AS "foundIn"
    FROM hit, asked ORDER BY "changedAt" DESC, "requestId"`;
  const hits = found.slice(0, PAGE);
  const last = hits.at(-1);
  const next =
    found.length > PAGE && last
      ? encodeCursor({ key: last.changedAt.toISOString(), id: last.requestId })
      : null;
  return { hits, next };
}
