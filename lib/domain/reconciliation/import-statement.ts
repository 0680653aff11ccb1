import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { isUniqueViolation, transaction, type Tx } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { readCamt053 } from '@/lib/integrations/bank-statement/camt053';
import { readBankCsv } from '@/lib/integrations/bank-statement/csv';
import type { Statement } from '@/lib/integrations/bank-statement/statement';
import { CsvMapping, STATEMENT_BYTES } from './schema';

/** `mapping` says how a CSV is to be read; camt.053 needs none. */
const ImportInput = z.object({
  fileName: z.string().trim().min(1).max(200),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  mapping: CsvMapping.optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'windows-1250']).default('utf-8'),
});

const CHUNK = 1_000;

/** Where the last mapping is kept, for the next file of the same bank. */
export const MAPPING_SETTING = 'bank_csv';

/**
 * Keeps a bank's statement: camt.053, or CSV by a mapping that is remembered. A file is imported once. Errors: `too_large`;
 * `conflict` (`statementTwice`); `invalid` for what cannot be read, with the line.
 */
export async function importStatement(ctx: Context, input: z.input<typeof ImportInput>) {
  authorise(ctx, 'books:manage');
  const { fileName, bytes, mapping, encoding } = parse(ImportInput, input);
  if (bytes.byteLength > STATEMENT_BYTES)
    throw new AppError('too_large', 'fileTooLarge', { values: { max: '5 MB' } });
  const text = textOf(bytes, encoding);
  const statements = readFile(text, mapping);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    return await transaction(async (tx) => {
      const ids: string[] = [];
      for (const [nth, statement] of statements.entries())
        ids.push(
          await keep(tx, ctx, statement, { fileName, sha256: nth === 0 ? sha256 : `${sha256}-${nth}` }),
        );
      if (mapping) await remember(tx, mapping);
      return {
        statementIds: ids,
        lines: statements.reduce((sum, { lines }) => sum + lines.length, 0),
        ...range(statements),
      };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', 'statementTwice');
    throw error;
  }
}

function textOf(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('invalid', 'statementEncoding');
  }
}

function readFile(text: string, mapping?: CsvMapping): Statement[] {
  const statements = text.trimStart().startsWith('<')
    ? readCamt053(text)
    : mapping
      ? [readBankCsv(text, mapping)]
      : null;
  if (!statements) throw new AppError('invalid', 'statementMapping');
  if (statements.every(({ lines }) => lines.length === 0)) throw new AppError('invalid', 'statementEmpty');
  return statements;
}

async function keep(tx: Tx, ctx: Context, statement: Statement, file: { fileName: string; sha256: string }) {
  const id = newId('bankStatement');
  const { format, account, currency, fromOn, toOn, openingMinor, closingMinor, lines } = statement;
  await tx.bankStatement.create({
    data: {
      ...{ id, ...file, format, account, currency, openingMinor, closingMinor },
      ...{ fromOn: new Date(fromOn), toOn: new Date(toOn), importedById: caller(ctx), importedAt: ctx.now },
    },
  });
  for (let from = 0; from < lines.length; from += CHUNK)
    await tx.bankLine.createMany({
      data: lines.slice(from, from + CHUNK).map(({ bookedOn, ...line }, nth) => ({
        ...{ ...line, statementId: id, position: from + nth, bookedOn: new Date(bookedOn) },
      })),
    });
  await recordAudit(tx, ctx, {
    ...{ action: 'statement.import', recordType: 'bank_statement', recordId: id },
    after: { ...file, account, fromOn, toOn, lines: lines.length },
  });
  return id;
}

async function remember(tx: Tx, mapping: CsvMapping) {
  const where = { key: MAPPING_SETTING };
  await tx.setting.upsert({ where, create: { ...where, value: mapping }, update: { value: mapping } });
}

function range(statements: Statement[]) {
  const days = statements
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ fromOn, toOn }) => [fromOn, toOn]);
  const sorted = days.toSorted();
  return { from: sorted[0] ?? '', to: sorted.at(-1) ?? '' };
}
