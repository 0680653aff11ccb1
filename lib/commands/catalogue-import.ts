import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { importCatalogue, previewImport } from '@/lib/domain/catalog/import-catalogue';
import type { CatalogueChange } from '@/lib/domain/catalog/schema';

// npm run catalogue:import -- <file> [--apply]: shows what would change; changes it only with --apply.
const [path, ...flags] = process.argv.slice(2);

const lineOf = ({ section, code, change, fields }: CatalogueChange) =>
  [
    `${change.padEnd(11)} ${section} ${code}`,
    ...fields.map(
      ({ field, before, after }) => `              ${field}: ${before ?? '-'} -> ${after ?? '-'}`,
    ),
  ].join('\n');

async function main(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const actor = { kind: 'operator', name: 'catalogue:import' } as const;
  const ctx = { actor, now: new Date(), requestId: randomUUID() };
  const { changes, fingerprint } = await previewImport(ctx, { text });
  if (changes.length === 0) return console.log('The catalogue is as the file says. Nothing to do.');
  console.log(changes.map(lineOf).join('\n'));
  if (!flags.includes('--apply')) return console.log('\nNothing was changed. Add --apply to change it.');
  await importCatalogue(ctx, { text, fingerprint });
  console.log(`\n${changes.length} changes applied.`);
}

function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  const fields = Object.entries(error.fields ?? {}).map(([field, problem]) => `  ${field}: ${problem}`);
  return [`Refused (${error.reason}).`, ...fields].join('\n');
}

if (!path || path.startsWith('--')) {
  console.error('Usage: npm run catalogue:import -- <file> [--apply]');
  process.exitCode = 2;
} else {
  await main(path).catch((error: unknown) => {
    console.error(explain(error));
    process.exitCode = 1;
  });
  await db.$disconnect();
}
