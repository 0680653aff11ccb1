import type { Tx } from '@/lib/core/db';
import { readBillingSetting, readSeller as readSellerSetting } from '@/lib/domain/billing/settings';
import type { PartyJson } from './schema';

/** The seller's own details and the series of its documents, as the settings have them now. */
export type SellerNow = { party: PartyJson; series: string; creditSeries: string; dueDays: number };

/** Who sells, read once for any number of invoices; nameless until an administrator has said so. */
export async function readSeller(tx: Tx): Promise<SellerNow> {
  const seller = await readSellerSetting(tx);
  const { dueDays } = await readBillingSetting('invoicing', tx);
  const { legalName: name = '', line1 = '', line2 = '', city = '', region = '' } = seller ?? {};
  const { postalCode = '', country = '', taxId = null, email = null } = seller ?? {};
  return {
    party: { name, line1, line2, city, region, postalCode, country, taxId, email },
    series: seller?.series ?? 'INV',
    creditSeries: seller?.creditSeries ?? 'CN',
    dueDays,
  };
}

/** Who buys, by organisation: the billing details, or the name alone where nobody entered them. */
export async function readBuyers(
  tx: Tx,
  organisationIds: readonly string[],
): Promise<Map<string, PartyJson>> {
  const rows = await tx.organisation.findMany({
    where: { id: { in: [...new Set(organisationIds)] } },
    select: { id: true, name: true, country: true, billing: true },
  });
  return new Map(
    rows.map(({ id, name, country, billing }) => [
      id,
      {
        name: billing?.legalName ?? name,
        line1: billing?.line1 ?? '',
        line2: billing?.line2 ?? '',
        city: billing?.city ?? '',
        region: billing?.region ?? '',
        postalCode: billing?.postalCode ?? '',
        country: billing?.country ?? country ?? '',
        taxId: billing?.taxId ?? null,
        email: billing?.email ?? null,
      },
    ]),
  );
}

/** The seller as it stands now, for documents that freeze nothing. */
export const readSellerParty = async (tx: Tx): Promise<PartyJson> => (await readSeller(tx)).party;
