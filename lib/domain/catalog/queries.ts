import type { z } from 'zod';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, db } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { perCredit } from './rules';
import { CatalogueSettings, type PackDto, TargetSettings } from './schema';

// The catalogue is one for the whole deployment and shown to everybody who is signed in: no tenant bounds it.
const shelf = () => ({
  where: { active: true },
  orderBy: [{ position: 'asc' as const }, { code: 'asc' as const }],
});

/** Active packs that have a price in `currency`, with it. */
export async function readPacks(currency: string) {
  const where = { active: true, prices: { some: { currency } } };
  const include = { prices: { where: { currency } } };
  const packs = await db.pack.findMany({ ...shelf(), where, include });
  return packs.flatMap(({ prices, ...pack }) =>
    prices.map(({ priceMinor }) => ({ ...pack, priceMinor, currency })),
  );
}

/** Those packs with their price per credit and the saving against the dearest credit on the shelf. */
export async function listPacks(currency: string): Promise<PackDto[]> {
  const packs = await readPacks(currency);
  const dearest = packs.reduce((most, pack) => {
    const each = perCredit(pack.priceMinor, pack.creditsMicro);
    return each > most ? each : most;
  }, 0n);
  return packs.map((pack) => {
    const each = perCredit(pack.priceMinor, pack.creditsMicro);
    return {
      code: pack.code,
      name: pack.name,
      description: pack.description,
      credits: creditsToDecimal(pack.creditsMicro),
      creditsMicro: pack.creditsMicro.toString(),
      priceMinor: pack.priceMinor.toString(),
      currency,
      pricePerCredit: each.toString(),
      savingBps: dearest > 0n ? Number(((dearest - each) * 10_000n) / dearest) : 0,
      validityDays: pack.validityDays,
    };
  });
}

/** Active tiers with all their prices; one without a price is free. */
export const listTiers = (tx: Tx = db) => tx.tier.findMany({ ...shelf(), include: { prices: true } });

export const listServices = () => db.service.findMany(shelf());

/** Names of all services by code, also of those no longer sold: entries outlive them. */
export async function listServiceNames(): Promise<Map<string, string>> {
  const services = await db.service.findMany({ select: { code: true, name: true } });
  return new Map(services.map(({ code, name }) => [code, name]));
}

export const listSupportCategories = () => db.supportCategory.findMany(shelf());
export const listPriceRules = (tx: Tx = db) => tx.priceRule.findMany();

const settings = { catalogue: CatalogueSettings, targets: TargetSettings } as const;

/** A settled fact of the deployment, parsed by its schema. Amounts of credits come out in micro-credits. */
export async function getSetting<K extends keyof typeof settings>(
  key: K,
  tx: Tx = db,
): Promise<z.output<(typeof settings)[K]>> {
  const row = await tx.setting.findUnique({ where: { key } });
  invariant(row, `setting ${key} is missing: load a catalogue`);
  return settings[key].parse(row.value) as z.output<(typeof settings)[K]>;
}
