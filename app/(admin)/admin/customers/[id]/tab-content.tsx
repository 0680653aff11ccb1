import type { ReactNode } from 'react';
import {
  EntryTable,
  MemberTable,
  PurchaseTable,
  RequestTable,
  WalletTables,
} from '@/components/admin/customer-tables';
import { CustomerKeys } from './customer-keys';
import type { Context } from '@/lib/core/context';
import { listPurchasesOf, listRequestsOf } from '@/lib/domain/customers/queries';
import type { CustomerDto, CustomerTab } from '@/lib/domain/customers/schema';
import { listEntriesOf, listLotsOf } from '@/lib/domain/wallet/queries';

type Content = { node: ReactNode; next: string | null };

const SEQUENCE = /^[1-9]\d{0,17}$/;

/** What a tab of the customer's page shows, read only when it is open. */
export async function tabContent(
  ctx: Context,
  customer: CustomerDto,
  tab: CustomerTab,
  before?: string,
): Promise<Content> {
  const { id } = customer;
  switch (tab) {
    case 'wallet':
      return { node: <WalletTables lots={await listLotsOf(ctx, id)} />, next: null };
    case 'entries': {
      const from = before && SEQUENCE.test(before) ? BigInt(before) : undefined;
      const { entries, next } = await listEntriesOf(ctx, id, { before: from });
      return { node: <EntryTable entries={entries} />, next };
    }
    case 'purchases': {
      const { purchases, next } = await listPurchasesOf(ctx, id, before);
      return { node: <PurchaseTable purchases={purchases} />, next };
    }
    case 'requests': {
      const { requests, next } = await listRequestsOf(ctx, id, before);
      return { node: <RequestTable requests={requests} />, next };
    }
    case 'keys':
      return { node: <CustomerKeys ctx={ctx} organisationId={id} />, next: null };
    case 'members':
      return { node: <MemberTable members={customer.members} />, next: null };
  }
}
