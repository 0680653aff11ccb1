import type {
  PackModel,
  PackPriceModel,
  ServiceModel,
  SupportCategoryModel,
  TaxRateModel,
  TierModel,
  TierPriceModel,
  Tx,
} from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import type { PriceRule } from '@/lib/domain/catalog/rules';
import { Random } from '@/lib/core/random';
import { Ids } from './ids';

/** Half a year, in days. */
export const STORY_DAYS = 183;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const later = (at: Date, ms: number): Date => new Date(at.getTime() + Math.round(ms));

/** What the whole story leans on: its first and last instant, the catalogue, and the source of chance. */
export type World = {
  start: Date;
  /** Midnight (UTC) of the day of loading: nothing of the story happens at or after it. */
  end: Date;
  packs: Map<string, PackModel & { prices: PackPriceModel[] }>;
  tiers: Map<string, TierModel & { prices: TierPriceModel[] }>;
  services: Map<string, ServiceModel>;
  categories: Map<string, SupportCategoryModel>;
  priceRules: PriceRule[];
  taxRates: TaxRateModel[];
  ids: Ids;
  random: (label: string) => Random;
};

const byCode = <T extends { code: string }>(rows: T[]) => new Map(rows.map((row) => [row.code, row]));

export async function readWorld(tx: Tx, day: Date, seed: string): Promise<World> {
  const end = new Date(Math.floor(day.getTime() / DAY_MS) * DAY_MS);
  return {
    start: later(end, -STORY_DAYS * DAY_MS),
    end,
    packs: byCode(await tx.pack.findMany({ include: { prices: true } })),
    tiers: byCode(await tx.tier.findMany({ include: { prices: true } })),
    services: byCode(await tx.service.findMany()),
    categories: byCode(await tx.supportCategory.findMany()),
    priceRules: await tx.priceRule.findMany(),
    taxRates: [],
    ids: new Ids(seed),
    random: (label) => new Random(`${seed}:${label}`),
  };
}

/** The entry of a catalogue that the story names; one that is missing is a mistake of the story. */
export function entry<T>(entries: Map<string, T>, code: string): T {
  const found = entries.get(code);
  if (!found) throw new Error(`the catalogue has no ${code}`);
  return found;
}
