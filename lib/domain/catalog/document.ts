import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, db } from '@/lib/core/db';
import type { z } from 'zod';
import { packPricesOf, tierPricesOf } from './schema.prices';
import { type CatalogueDto, type CatalogueSettings, TargetSettings } from './schema';

type Document = CatalogueDto & { targets: z.output<typeof TargetSettings> };

const order = { orderBy: [{ position: 'asc' as const }, { code: 'asc' as const }] };
const priced = { ...order, include: { prices: true } };

/** The catalogue as it stands, inactive entries too, in the form of its file: amounts as decimals. */
export async function readDocument(tx: Tx = db): Promise<Document> {
  const settings = await tx.setting.findMany();
  const setting = (key: string) => settings.find((row) => row.key === key)?.value;
  return {
    settings: setting('catalogue') as z.input<typeof CatalogueSettings>,
    targets: TargetSettings.parse(setting('targets')),
    pack: (await tx.pack.findMany(priced)).map(({ creditsMicro, prices, ...pack }) => ({
      ...pack,
      credits: creditsToDecimal(creditsMicro),
      prices: packPricesOf(prices),
    })),
    tier: (await tx.tier.findMany(priced)).map(({ allowanceMicro, rolloverMicro, prices, ...tier }) => ({
      ...tier,
      allowance: creditsToDecimal(allowanceMicro),
      rollover: creditsToDecimal(rolloverMicro),
      prices: tierPricesOf(prices),
    })),
    service: (await tx.service.findMany(order)).map(({ priceMicro, ...service }) => ({
      ...service,
      price: creditsToDecimal(priceMicro),
    })),
    supportCategory: (await tx.supportCategory.findMany(priced)).map(
      ({ priceMicro, prices, ...category }) => ({
        ...category,
        price: creditsToDecimal(priceMicro),
        prices: packPricesOf(prices),
      }),
    ),
    priceRules: await tx.priceRule.findMany({
      orderBy: [{ kind: 'asc' }, { valueBps: 'asc' }, { key: 'asc' }],
    }),
  };
}
