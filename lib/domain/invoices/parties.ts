import type { Tx } from '@/lib/core/db';
import type { PartyJson } from './schema';

/** The seller's own details and the series of its documents, as the settings have them now. */
export type SellerNow = { party: PartyJson; series: string; creditSeries: string; dueDays: number };

type SellerSetting = Partial<PartyJson> & { legalName?: string; series?: string; creditSeries?: string };

/** Who sells, read once for any number of invoices. */
export async function readSeller(tx: Tx): Promise<SellerNow> {
  const rows = await tx.setting.findMany({ where: { key: { in: ['seller', 'invoicing'] } } });
  const of = (key: string) => (rows.find((row) => row.key === key)?.value ?? {}) as object;
  const seller = of('seller') as SellerSetting;
  const { dueDays = 14 } = of('invoicing') as { dueDays?: number };
  return {
    party: {
      name: seller.legalName ?? '',
      line1: seller.line1 ?? '',
      line2: seller.line2 ?? '',
      city: seller.city ?? '',
      region: seller.region ?? '',
      postalCode: seller.postalCode ?? '',
      country: seller.country ?? '',
      taxId: seller.taxId ?? null,
      email: seller.email ?? null,
    },
    series: seller.series ?? 'INV',
    creditSeries: seller.creditSeries ?? 'CN',
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
