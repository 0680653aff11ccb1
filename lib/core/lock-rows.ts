import {
  type InvoiceModel,
  type PaymentModel,
  Prisma,
  type PurchaseModel,
  type SubscriptionModel,
} from './db';
import type { Tx } from './db';

type Rows = {
  Invoice: InvoiceModel;
  Payment: PaymentModel;
  Purchase: PurchaseModel;
  Subscription: SubscriptionModel;
};

/**
 * Locks any number of rows of a table until the transaction ends, in one order, so that two who do it never wait for each
 * other. Gives them by id, as they are then; what is not there is left out.
 */
export async function lockRows<T extends keyof Rows>(
  tx: Tx,
  table: T,
  keys: readonly { organisationId: string; id: string }[],
): Promise<Map<string, Rows[T]>> {
  if (keys.length === 0) return new Map();
  const organisations = keys.map(({ organisationId }) => organisationId);
  const ids = keys.map(({ id }) => id);
  const rows = await tx.$queryRaw<Rows[T][]>`
    SELECT r.* FROM ${Prisma.raw(`"${table}"`)} r
    JOIN unnest(${organisations}::text[], ${ids}::text[]) AS k (org, id) ON r."organisationId" = k.org AND r.id = k.id
    ORDER BY r."organisationId", r.id FOR UPDATE OF r`;
  return new Map(rows.map((row) => [row.id, row]));
}
