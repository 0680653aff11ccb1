import { z } from 'zod';
import { FinanceInvoicesInput } from '@/lib/domain/invoices/schema';

const { status, age, cursor, number, organisationId } = FinanceInvoicesInput.shape;
const Search = z.object({
  ...{ status: status.catch(undefined), age: age.catch(undefined), cursor: cursor.catch(undefined) },
  ...{ number: number.catch(undefined), organisationId: organisationId.catch(undefined) },
});
export type InvoiceQuery = z.output<typeof Search>;

/** The filters of an address; what is mistyped shows the whole list, never an error. */
export const readInvoiceQuery = (raw: unknown): InvoiceQuery => Search.parse(raw);
