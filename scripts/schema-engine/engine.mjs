import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { MigrationAdapter } from './adapter.mjs';
import { administer, parseUrl, quoted } from './connection.mjs';
import { log } from './log.mjs';

const RENAMED = { getDatabaseVersion: 'version' };
const NEEDS_SHADOW = new Set(['evaluateDataLoss', 'createMigration']);
const FORGETS_SHADOW = new Set(['applyMigrations', 'reset']);

async function loadWasm() {
  const require = createRequire(import.meta.url);
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/** The engine reports a panic through this global, before the WASM traps. */
function catchPanics() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    get: () => globalThis.PRISMA_WASM_PANIC_REGISTRY.message,
    set_message(message) {
      log('ERROR', message);
      globalThis.PRISMA_WASM_PANIC_REGISTRY.message = `RuntimeError: ${message}`;
    },
  };
  process.on('uncaughtException', (error) => {
    log('ERROR', `${globalThis.PRISMA_WASM_PANIC_REGISTRY.message} ${error.stack}`);
    process.exit(101);
  });
}

/**
 * Answers one method of the engine's protocol. An engine learns how to make a shadow database only in devDiagnostic
 * and forgets it in applyMigrations: it is led through the first, and made anew after the second.
 */
export async function openEngine({ datamodels, datasource }) {
  catchPanics();
  const SchemaEngine = await loadWasm();
  const make = () => {
    const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(datasource));
    return SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      () => {},
      factory,
    );
  };
  let engine;
  let knowsShadow = false;
  return async function call(method, params) {
    if (method === 'createDatabase') {
      const { database } = parseUrl(datasource.url);
      await administer(datasource.url, `create database ${quoted(database)}`);
      return { databaseName: database };
    }
    engine ??= await make();
    if (NEEDS_SHADOW.has(method) && !knowsShadow) {
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
      knowsShadow = true;
    }
    const result = await engine[RENAMED[method] ?? method](params);
    if (method === 'devDiagnostic') knowsShadow = true;
    if (FORGETS_SHADOW.has(method)) {
      engine = undefined;
      knowsShadow = false;
    }
    return result;
  };
}
