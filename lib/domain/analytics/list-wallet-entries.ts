import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { readEntryPage, seqBounds } from './entry-pages';
import { requestsOfCaptures } from './entry-requests';
import type { EntryFilter, WalletEntryDto } from './schema.usage';

const PAGE = 50;
const LOOKED = 20_000;

/**
 * Entries of the caller's wallet, newest first, by kind and service, in keyset pages: `before` is the `next` of the page
 * before. A page may be short while there is a `next`: then 20,000 entries were looked through.
 */
export async function listWalletEntries(
  ctx: Context,
  { before, kind, service }: EntryFilter & { before?: bigint } = {},
): Promise<{ entries: WalletEntryDto[]; next: string | null }> {
  authorise(ctx, 'credits:read');
  const organisationId = tenant(ctx);
  const { first, last } = await seqBounds(organisationId, {});
  const bounds = { first, last: before !== undefined && before <= last ? before - 1n : last };
  const filters = { service, kinds: kind && [kind] };
  const [{ rows, next }, names] = await Promise.all([
    readEntryPage(organisationId, bounds, filters, { take: PAGE, looked: LOOKED }),
    listServiceNames(),
  ]);
  const requests = await requestsOfCaptures(organisationId, rows);
  const entries = rows.map((row) => ({
    ...{ seq: row.seq.toString(), kind: row.kind, serviceCode: row.serviceCode, lotSource: row.source },
    service: row.serviceCode && (names.get(row.serviceCode) ?? row.serviceCode),
    amount: creditsToDecimal(row.amountMicro),
    balanceAfter: creditsToDecimal(row.balanceAfterMicro),
    ...{ reference: row.reference, reason: row.reason, createdAt: row.createdAt.toISOString() },
    request: requests.get(row.seq) ?? null,
  }));
  return { entries, next };
}
