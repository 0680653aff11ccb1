import { creditsToDecimal } from '@/lib/core/credits';
import { CustomerClass, Urgency } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { packPriceRows, packPricesOf, tierPriceRows, tierPricesOf } from './schema.prices';
import { type CatalogueDocument, CatalogueFile } from './schema';

/**
 * Reads a catalogue file and gives it with every default filled in and every amount in one spelling, so that it can
 * be compared. Error: `invalid`; `fields` has the path of each wrong value (`packs.2.price`), or `text` when the file
 * is no JSON.
 */
export function readFile(text: string): Required<CatalogueDocument> {
  const file = parse(CatalogueFile, readJson(text));
  refuseDoubles(file);
  refuseUnknownRules(file);
  const { welcomeCredits, lowCredits, criticalCredits, ...settings } = file.settings;
  return {
    settings: {
      ...settings,
      welcomeCredits: creditsToDecimal(welcomeCredits),
      lowCredits: creditsToDecimal(lowCredits),
      ...(criticalCredits === undefined ? {} : { criticalCredits: creditsToDecimal(criticalCredits) }),
    },
    targets: file.targets,
    packs: file.packs.map((pack) => ({
      ...pack,
      credits: creditsToDecimal(pack.credits),
      prices: packPricesOf(packPriceRows(pack.prices)),
    })),
    tiers: file.tiers.map((tier) => ({
      ...tier,
      allowance: creditsToDecimal(tier.allowance),
      rollover: creditsToDecimal(tier.rollover),
      prices: tierPricesOf(tierPriceRows(tier.prices)),
    })),
    services: file.services.map((service) => ({ ...service, price: creditsToDecimal(service.price) })),
    supportCategories: file.supportCategories.map((category) => ({
      ...category,
      price: creditsToDecimal(category.price),
    })),
    priceRules: file.priceRules,
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'invalidInput', { fields: { text: 'json' } });
  }
}

const refuse = (path: string, message: string): never => {
  throw new AppError('invalid', 'invalidInput', { fields: { [path]: message } });
};

function refuseDoubles(file: CatalogueFile): void {
  for (const section of ['packs', 'tiers', 'services', 'supportCategories'] as const) {
    const seen = new Set<string>();
    for (const [index, { code }] of file[section].entries())
      if (seen.size === seen.add(code).size) refuse(`${section}.${index}.code`, 'taken');
  }
  const seen = new Set<string>();
  for (const [index, { kind, key }] of file.priceRules.entries())
    if (seen.size === seen.add(`${kind}/${key}`).size) refuse(`priceRules.${index}.key`, 'taken');
}

function refuseUnknownRules(file: CatalogueFile): void {
  const packs = new Set(file.packs.map(({ code }) => code));
  for (const [index, { kind, key }] of file.priceRules.entries()) {
    const known =
      kind === 'urgency' ? key in Urgency : kind === 'customer_class' ? key in CustomerClass : packs.has(key);
    if (!known) refuse(`priceRules.${index}.key`, 'unknown');
  }
}
