#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which is a download: the same JSON-RPC over stdin and stdout, answered
// by @prisma/schema-engine-wasm over node-postgres. prisma.config.ts points PRISMA_SCHEMA_ENGINE_BINARY here.
import { readArguments } from './schema-engine/arguments.mjs';
import { runCommand } from './schema-engine/commands.mjs';
import { serve } from './schema-engine/server.mjs';

const request = readArguments(process.argv.slice(2));
if (request.wantsVersion) console.log('schema-engine-wasm 1');
else if (request.command) process.exitCode = await runCommand(request.command, request.datasource.url);
else await serve(request);
