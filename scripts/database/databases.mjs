import pg from 'pg';

/** Runs `work(client)` on one connection of its own. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A server that ends while we are idle says so by an event; the next query reports it better.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function siblingUrl(url, database) {
  const sibling = new URL(url);
  sibling.pathname = `/${database}`;
  return sibling.toString();
}

export const databaseName = (url) => decodeURIComponent(new URL(url).pathname.slice(1));

export function databaseExists(serverUrl, name) {
  return withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    return rowCount === 1;
  });
}

export function createDatabase(serverUrl, name, template = 'template1') {
  return withClient(serverUrl, (client) =>
    client.query(
      `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(template)}`,
    ),
  );
}

export function dropDatabase(serverUrl, name) {
  return withClient(serverUrl, (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  );
}

export function renameDatabase(serverUrl, from, to) {
  return withClient(serverUrl, (client) =>
    client.query(`alter database ${client.escapeIdentifier(from)} rename to ${client.escapeIdentifier(to)}`),
  );
}
