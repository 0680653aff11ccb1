import type { Tx } from '@/lib/core/db';

/** The currencies in which something is on sale, a pack or a tier, by their codes in order. */
export async function listPricedCurrencies(tx: Tx): Promise<string[]> {
  const [packs, tiers] = [
    await tx.packPrice.findMany({
      where: { pack: { active: true } },
      distinct: ['currency'],
      select: { currency: true },
    }),
    await tx.tierPrice.findMany({
      where: { tier: { active: true } },
      distinct: ['currency'],
      select: { currency: true },
    }),
  ];
  return [...new Set([...packs, ...tiers].map(({ currency }) => currency))].sort();
}
