import type { z } from 'zod';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { readDocument } from './document';
import { packPriceRows, tierPriceRows } from './schema.prices';
import {
  type CatalogueDto,
  type ItemKind,
  type PackInput,
  type ServiceInput,
  type SupportCategoryInput,
  type TierInput,
} from './schema';

/**
 * Changes the catalogue under one lock, so that two administrators cannot break together what neither breaks alone.
 * Afterwards new customers must still find a tier to start on. Error: `conflict` otherwise.
 */
export function changeCatalogue<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('catalogue'))`;
    const result = await work(tx);
    const free = await tx.tier.count({ where: { prices: { none: {} }, active: true } });
    if (free === 0) throw new AppError('conflict', 'lastFreeTier');
    return result;
  });
}

export const toRow = {
  pack: ({ prices, credits, ...pack }: z.output<typeof PackInput>) => ({
    data: { ...pack, creditsMicro: credits },
    prices: packPriceRows(prices),
  }),
  tier: ({ prices, allowance, rollover, ...tier }: z.output<typeof TierInput>) => ({
    data: { ...tier, allowanceMicro: allowance, rolloverMicro: rollover },
    prices: tierPriceRows(prices),
  }),
  service: ({ price, ...service }: z.output<typeof ServiceInput>) => ({ ...service, priceMicro: price }),
  supportCategory: ({ price, prices, ...category }: z.output<typeof SupportCategoryInput>) => ({
    data: { ...category, priceMicro: price },
    prices: packPriceRows(prices),
  }),
};

/** The entry in the form of its file; null when the code is unknown. */
export async function findItem<K extends ItemKind>(
  tx: Tx,
  kind: K,
  code: string,
): Promise<CatalogueDto[K][number] | null> {
  const items: CatalogueDto[K] = (await readDocument(tx))[kind];
  return items.find((item) => item.code === code) ?? null;
}

/** Sets what all kinds have in common. */
export async function patchItem(
  tx: Tx,
  kind: ItemKind,
  code: string,
  data: { active?: boolean; position?: number },
): Promise<void> {
  const where = { code };
  if (kind === 'pack') await tx.pack.update({ where, data });
  else if (kind === 'tier') await tx.tier.update({ where, data });
  else if (kind === 'service') await tx.service.update({ where, data });
  else await tx.supportCategory.update({ where, data });
}
