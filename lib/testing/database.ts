import { inject } from 'vitest';
import pg from 'pg';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: string;
    databaseTemplate: string;
  }
}

const CLONE = 'meterdesk_test_';
const identifier = (name: string) => pg.escapeIdentifier(name);

function urlOf(database: string): string {
  const url = new URL(inject('databaseServer'));
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs `work` on one plain connection: for what a test must see or force behind the code's back. */
export async function withSql<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes `name` a fresh copy of the migrated template, whatever it held before, and answers its address. */
export async function cloneDatabase(name: string): Promise<string> {
  const database = `${CLONE}${name}`;
  await withSql(inject('databaseServer'), async (client) => {
    await client.query(`drop database if exists ${identifier(database)} with (force)`);
    await client.query(
      `create database ${identifier(database)} template ${identifier(inject('databaseTemplate'))}`,
    );
  });
  return urlOf(database);
}

export async function dropClone(name: string): Promise<void> {
  await withSql(inject('databaseServer'), (client) =>
    client.query(`drop database if exists ${identifier(`${CLONE}${name}`)} with (force)`),
  );
}
