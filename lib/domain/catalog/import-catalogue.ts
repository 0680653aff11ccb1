import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { changesBetween } from './diff';
import { readDocument } from './document';
import { changeCatalogue } from './internal';
import { loadCatalogue } from './load-catalogue';
import { readFile } from './read-file';
import {
  type CatalogueDocument,
  ImportCatalogueInput,
  type ImportPreview,
  PreviewImportInput,
} from './schema';

type File = Required<CatalogueDocument>;

/** The catalogue as the file would leave it, to be compared field by field. */
const asDocument = ({ packs, tiers, services, supportCategories, ...rest }: File) =>
  ({ ...rest, pack: packs, tier: tiers, service: services, supportCategory: supportCategories }) as Awaited<
    ReturnType<typeof readDocument>
  >;

async function previewOf(file: File, tx?: Tx): Promise<ImportPreview> {
  const before = await readDocument(tx);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([before, file]))
    .digest('hex');
  return { fingerprint, changes: changesBetween(before, asDocument(file)) };
}

/**
 * What importing a catalogue file would change; nothing is written. The fingerprint stands for this file on this
 * catalogue. Error: `invalid` with the path of each wrong value in the file.
 */
export async function previewImport(
  ctx: Context,
  input: z.input<typeof PreviewImportInput>,
): Promise<ImportPreview> {
  authorise(ctx, 'catalogue:manage');
  return previewOf(readFile(parse(PreviewImportInput, input).text));
}

/**
 * Applies a catalogue file as it was previewed, whole or not at all. Entries that it does not name are deactivated;
 * what was bought keeps its own copy. Errors: `invalid` as the preview, `conflict` when the catalogue or the file is
 * not what was previewed (a repeat, too), or when no free tier would be left.
 */
export async function importCatalogue(
  ctx: Context,
  input: z.input<typeof ImportCatalogueInput>,
): Promise<ImportPreview> {
  authorise(ctx, 'catalogue:manage');
  const { text, fingerprint } = parse(ImportCatalogueInput, input);
  const file = readFile(text);
  return changeCatalogue(async (tx) => {
    const preview = await previewOf(file, tx);
    if (preview.fingerprint !== fingerprint) throw new AppError('conflict', 'catalogueChanged');
    if (preview.changes.length === 0) return preview;
    await loadCatalogue(tx, file);
    const side = (which: 'before' | 'after') =>
      Object.fromEntries(
        preview.changes.map(({ section, code, fields }) => [
          `${section}.${code}`,
          Object.fromEntries(fields.map((one) => [one.field, one[which]])),
        ]),
      );
    await recordAudit(tx, ctx, {
      ...{ action: 'catalogue.import', recordType: 'catalogue', recordId: file.settings.catalogue },
      ...{ before: side('before'), after: side('after') },
    });
    return preview;
  });
}
