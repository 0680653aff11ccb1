import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { loadCatalogue } from '@/lib/domain/catalog/load-catalogue';
import type { CatalogueFile } from '@/lib/domain/catalog/schema';
import type { z } from 'zod';

/**
 * Loads the catalogue that CATALOGUE names into a database that has none; `npm start` runs it, since nobody can sign
 * up without a free tier. One that is there is never touched: changes are catalogue:import's.
 */
async function main(): Promise<void> {
  const file = path.join('prisma/catalogues', `${env.CATALOGUE}.json`);
  const catalogue = JSON.parse(await readFile(file, 'utf8')) as z.input<typeof CatalogueFile>;
  const isNew = await transaction(async (tx) => {
    // Of two that start at once, one waits here and then finds the other's.
    await tx.$executeRaw`LOCK TABLE "Setting" IN SHARE ROW EXCLUSIVE MODE`;
    if (await tx.setting.findUnique({ where: { key: 'catalogue' } })) return false;
    await loadCatalogue(tx, catalogue);
    return true;
  });
  console.log(isNew ? `Loaded the catalogue ${env.CATALOGUE}.` : 'There is a catalogue already.');
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
await db.$disconnect();
