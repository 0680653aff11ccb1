import pg from 'pg';
import { administer, parseUrl, quoted } from './connection.mjs';
import { log } from './log.mjs';

/** SQLSTATE to the code that Prisma's CLI knows. */
const CODES = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000', '42P04': 'P1009' };

async function connectOnce(url) {
  const client = new pg.Client({
    connectionString: parseUrl(url).connectionString,
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  await client.end();
}

const commands = {
  'can-connect-to-database': connectOnce,
  'create-database': (url) => administer(url, `create database ${quoted(parseUrl(url).database)}`),
  'drop-database': (url) => administer(url, `drop database ${quoted(parseUrl(url).database)} with (force)`),
};

/** The engine's one-shot commands (`schema-engine cli ...`); answers the exit code. */
export async function runCommand(name, url) {
  try {
    if (!commands[name]) throw new Error(`unknown command ${name}`);
    await commands[name](url);
    return 0;
  } catch (error) {
    // The CLI drops the first line and reads the error from the second.
    log('INFO', `command ${name}`);
    log('ERROR', error.message, CODES[error.code] ?? 'P1001');
    return 1;
  }
}
