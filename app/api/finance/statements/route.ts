import { z } from 'zod';
import { authorise } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { importStatement } from '@/lib/domain/reconciliation/import-statement';
import { CsvMapping, STATEMENT_BYTES } from '@/lib/domain/reconciliation/schema';
import { staffRoute } from '@/lib/web/api-route';
import { readUpload } from '@/lib/web/read-upload';

const Encoding = z.enum(['utf-8', 'windows-1252', 'windows-1250']);

/** What the address says of a CSV; none for camt.053. */
function mappingOf(text: string | null): CsvMapping | undefined {
  if (!text) return undefined;
  try {
    return CsvMapping.parse(JSON.parse(text));
  } catch {
    throw new AppError('invalid', 'statementMapping');
  }
}

/** The file is the raw body; its name and how a CSV is to be read are in the address. */
export const POST = staffRoute(async (ctx, { raw, query }) => {
  authorise(ctx, 'books:manage');
  return importStatement(ctx, {
    fileName: query.get('name') ?? '',
    mapping: mappingOf(query.get('mapping')),
    encoding: Encoding.catch('utf-8').parse(query.get('encoding')),
    bytes: await readUpload(raw, STATEMENT_BYTES),
  });
});
