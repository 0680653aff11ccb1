import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { gather } from '@/lib/core/gather';
import { line } from '@/lib/core/text';
import type { ResolvedKey } from './schema';

type Asked = { appId: string; customer: string };

const lookUp = gather(
  async (asked: Asked[]): Promise<(string | null)[]> => {
    const rows = await db.$queryRaw<{ n: number; id: string }[]>`
      SELECT w.n::int AS n, o.id
      FROM unnest(${asked.map(({ appId }) => appId)}::text[], ${asked.map(({ customer }) => customer)}::text[])
        WITH ORDINALITY AS w (app, customer, n)
      LEFT JOIN "AppCustomer" c ON c."appId" = w.app AND c."externalId" = w.customer
      JOIN "Organisation" o ON o.id = coalesce(c."organisationId", w.customer)`;
    const byPlace = new Map(rows.map(({ n, id }) => [n, id]));
    return asked.map((_, index) => byPlace.get(index + 1) ?? null);
  },
  { max: 500, lanes: 2 },
);

/** The organisation that an app means by an id of ours or by its own. Errors: `not_found`. */
export async function resolveCustomer(appId: string, customer: string): Promise<string> {
  const named = line(200).safeParse(customer);
  const found = named.success ? await lookUp({ appId, customer: named.data }) : null;
  if (!found) throw notFound();
  return found;
}

/**
 * The organisation that a call is about: the key's own, or the one that the caller of an app named. A key of one
 * organisation that names another finds nothing. Errors: `not_found`; null when an app named none.
 */
export async function customerOf(
  key: Pick<ResolvedKey, 'organisationId' | 'appId'>,
  customer: string | undefined,
): Promise<string | null> {
  if (key.appId) return customer === undefined ? null : resolveCustomer(key.appId, customer);
  if (customer !== undefined && customer !== key.organisationId) throw notFound();
  return key.organisationId;
}
