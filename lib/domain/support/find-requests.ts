import type { z } from 'zod';
import { Prisma as sql, db } from '@/lib/core/db';
import { cursorInstant, decodeCursor, encodeCursor } from './cursor';
import type { SearchInput } from './schema';
import type { FoundIn } from './schema.dto';

const PAGE = 50;
/** How many of the last changed requests are looked through before anything else. */
const RECENT = 1_000;
/** Of how many requests that hold all the words the documents are read at most. */
const NEWEST = 2_000;
/** So many of the RECENT hold all the words: then those that do are met on the way sooner than the index has named them. */
const OFTEN = RECENT / 4;

type Hit = { organisationId: string; requestId: string; changedAt: Date; foundIn: FoundIn };

type Search = z.output<typeof SearchInput>;

/**
 * The requests that a search finds, in one organisation or (null) in all, a page of 50.
 *
 * Ordered by the last change and not by rank: ranking reads every hit. The planner knows neither how rare the words are
 * nor what it costs to read a document, so the way is ours. What stands in many requests is found among the last changed
 * ones. Else, where the words are frequent there and only their phrase is not, we go on back in time as far as about
 * NEWEST requests that hold them; where they are rare, the index names all that hold them, and the newest are read.
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
  const shown = sql.raw('"organisationId", "requestId", "changedAt", document');
  const found = await db.$queryRaw<Hit[]>`
    WITH asked AS MATERIALIZED (
      SELECT query, regexp_replace(query::text, '<[^>]*>', '&', 'g')::tsquery AS words FROM support_query(${q}) AS query
    ), newest AS MATERIALIZED (
      SELECT s.*, s.document @@ asked.words AS holds FROM (
        SELECT * FROM "RequestSearch" s WHERE true ${bound} ${beyond} ORDER BY "changedAt" DESC, "requestId" LIMIT ${RECENT}
      ) s, asked
    ), recent AS MATERIALIZED (
      SELECT s.* FROM newest s, asked WHERE s.holds AND s.document @@ asked.query
      ORDER BY s."changedAt" DESC, s."requestId" LIMIT ${PAGE + 1}
    ), known AS MATERIALIZED (
      SELECT (SELECT count(*) FROM recent) > ${PAGE} AS enough, count(*) FILTER (WHERE holds) AS holding FROM newest
    ), walked AS (
      SELECT s.* FROM (
        SELECT * FROM "RequestSearch" s WHERE true ${bound} ${beyond} ORDER BY "changedAt" DESC, "requestId"
        LIMIT (SELECT CASE WHEN holding >= ${OFTEN} AND NOT enough THEN ${NEWEST * RECENT} / holding ELSE 0 END FROM known)
      ) s, asked WHERE s.document @@ asked.query ORDER BY s."changedAt" DESC, s."requestId" LIMIT ${PAGE + 1}
    ), indexed AS (
      SELECT s.* FROM (
        SELECT s.* FROM "RequestSearch" s, asked
        WHERE (SELECT holding < ${OFTEN} AND NOT enough FROM known) AND s.document @@ asked.words ${bound} ${beyond}
        -- Not the order of an index: the planner would walk all of it for a rare word.
        ORDER BY s."changedAt" + interval '0' DESC, s."requestId" LIMIT ${NEWEST}
      ) s, asked WHERE s.document @@ asked.query ORDER BY s."changedAt" DESC, s."requestId" LIMIT ${PAGE + 1}
    ), hit AS (
      SELECT ${shown} FROM recent WHERE (SELECT enough FROM known)
      UNION ALL SELECT ${shown} FROM walked UNION ALL SELECT ${shown} FROM indexed
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
