import type { z } from 'zod';
import type { Tx } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { packPriceRows, tierPriceRows } from './schema.prices';
import { CatalogueFile } from './schema';

/**
 * Writes a whole catalogue: entries are made or replaced by their code, those that the file does not name are
 * deactivated (what was bought keeps its own copy of name, credits and price). Errors: `invalid` with the path of
 * each wrong value.
 */
export async function loadCatalogue(tx: Tx, file: z.input<typeof CatalogueFile>): Promise<void> {
  const catalogue = parse(CatalogueFile, file);
  for (const { prices, credits, ...pack } of catalogue.packs) {
    const data = { ...pack, creditsMicro: credits };
    const rows = packPriceRows(prices);
    await tx.pack.upsert({
      where: { code: pack.code },
      create: { ...data, prices: { create: rows } },
      update: { ...data, prices: { deleteMany: {}, create: rows } },
    });
  }
  for (const { prices, allowance, rollover, ...tier } of catalogue.tiers) {
    const data = { ...tier, allowanceMicro: allowance, rolloverMicro: rollover };
    const rows = tierPriceRows(prices);
    await tx.tier.upsert({
      where: { code: tier.code },
      create: { ...data, prices: { create: rows } },
      update: { ...data, prices: { deleteMany: {}, create: rows } },
    });
  }
  for (const { price: priceMicro, ...service } of catalogue.services) {
    const data = { ...service, priceMicro };
    await tx.service.upsert({ where: { code: service.code }, create: data, update: data });
  }
  for (const { price: priceMicro, prices, ...category } of catalogue.supportCategories) {
    const data = { ...category, priceMicro };
    const rows = packPriceRows(prices);
    await tx.supportCategory.upsert({
      where: { code: category.code },
      create: { ...data, prices: { create: rows } },
      update: { ...data, prices: { deleteMany: {}, create: rows } },
    });
  }
  await deactivateOthers(tx, catalogue);
  await tx.priceRule.deleteMany();
  await tx.priceRule.createMany({ data: catalogue.priceRules });
  const source = file as { settings: object; targets: object };
  for (const [key, value] of Object.entries({ catalogue: source.settings, targets: source.targets }))
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

async function deactivateOthers(tx: Tx, catalogue: CatalogueFile): Promise<void> {
  const others = (entries: { code: string }[]) => ({
    where: { code: { notIn: entries.map(({ code }) => code) } },
    data: { active: false },
  });
  await tx.pack.updateMany(others(catalogue.packs));
  await tx.tier.updateMany(others(catalogue.tiers));
  await tx.service.updateMany(others(catalogue.services));
  await tx.supportCategory.updateMany(others(catalogue.supportCategories));
}
