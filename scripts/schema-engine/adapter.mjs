import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { administer, parseUrl, withDatabase } from './connection.mjs';

const CHAR_OID = 18;
const BPCHAR_OID = 1042;
const CHARACTER_COLUMN = 6;

/** The describer's catalogue queries answer columns of type "char", which the adapter does not know. */
function readsChar(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    let isChar = [];
    queryable.performIO = async (inner) => {
      const result = await performIO(inner);
      isChar = result.fields.map((field) => field.dataTypeID === CHAR_OID);
      for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = BPCHAR_OID;
      return result;
    };
    try {
      const result = await queryRaw(query);
      isChar.forEach((is, column) => is && (result.columnTypes[column] = CHARACTER_COLUMN));
      return result;
    } finally {
      queryable.performIO = performIO;
    }
  };
  return queryable;
}

/** The adapter cuts a script at every semicolon, which breaks functions and strings: it is sent whole instead. */
function runsWholeScripts(adapter) {
  readsChar(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => readsChar(await startTransaction(level));
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

const connectTo = async (connectionString, schema) =>
  runsWholeScripts(await new PrismaPg({ connectionString, max: 1 }, { schema }).connect());

/** Prisma's adapter, with the shadow database dropped only after its connection is closed. */
export class MigrationAdapter extends PrismaPg {
  constructor(datasource) {
    const { connectionString, schema } = parseUrl(datasource.url ?? 'postgresql://none@127.0.0.1:1/none');
    super({ connectionString, max: 1 }, { schema });
    this.datasource = datasource;
    this.schema = schema;
  }

  async connect() {
    return runsWholeScripts(await super.connect());
  }

  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource;
    if (shadowDatabaseUrl) {
      const { connectionString, schema } = parseUrl(shadowDatabaseUrl);
      const adapter = await connectTo(connectionString, schema);
      await adapter.executeScript('drop schema if exists public cascade; create schema public');
      return adapter;
    }
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await administer(url, `create database "${name}"`);
    const adapter = await connectTo(withDatabase(url, name), this.schema);
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await administer(url, `drop database if exists "${name}" with (force)`);
    };
    return adapter;
  }
}
