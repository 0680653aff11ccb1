import pg from 'pg';

/** Prisma's own URL parameters mean nothing to node-postgres, which would send them to the server. */
const PRISMA_ONLY = ['schema', 'connection_limit', 'pool_timeout', 'pgbouncer'];

export function parseUrl(url) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get('schema') ?? undefined;
  for (const name of PRISMA_ONLY) parsed.searchParams.delete(name);
  return {
    connectionString: parsed.toString(),
    schema,
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}

/** The same server, another database. */
export function withDatabase(url, database) {
  const parsed = new URL(parseUrl(url).connectionString);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}

/** One statement on the server's own database, for what cannot be done from inside the one it is about. */
export async function administer(url, statement) {
  const client = new pg.Client({
    connectionString: withDatabase(url, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export const quoted = (name) => pg.escapeIdentifier(name);
