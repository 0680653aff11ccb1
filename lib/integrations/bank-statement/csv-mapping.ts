import { z } from 'zod';
import { Currency } from '@/lib/core/money';

const column = z.string().trim().max(80);

/** How a bank writes its CSV: names of columns in its head, and signs that are never guessed cell by cell. */
export const CsvMapping = z
  .object({
    account: z.string().trim().min(1).max(40),
    currency: Currency,
    dateColumn: column.min(1),
    dateOrder: z.enum(['YMD', 'DMY', 'MDY']),
    /** One signed column, or two: money in and money out. */
    amountColumn: column,
    creditColumn: column.default(''),
    debitColumn: column.default(''),
    decimal: z.enum(['.', ',']),
    referenceColumn: column.min(1),
    nameColumn: column.default(''),
    idColumn: column.default(''),
    /** The line on which the names of the columns stand; banks put others before. */
    headLine: z.coerce.number().int().min(1).max(100),
  })
  .refine(({ amountColumn, creditColumn, debitColumn }) => amountColumn || (creditColumn && debitColumn), {
    path: ['amountColumn'],
    message: 'required',
  });
export type CsvMapping = z.output<typeof CsvMapping>;
