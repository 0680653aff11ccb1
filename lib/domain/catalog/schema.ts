import { z } from 'zod';
import { CreditsInput, PositiveCreditsInput } from '@/lib/core/credits';
import { Currency } from '@/lib/core/money';
import { line, text } from '@/lib/core/text';
import { type BillingInterval, CategoryPrices, PackPrices, TierPrices } from './schema.prices';

/** A code names a catalogue entry for good: it stands in purchases, entries and other people's programs. */
export const Code = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'code');

const position = z.int().min(0).max(10_000).default(0);
const active = z.boolean().default(true);
const notNegative = CreditsInput.refine((micro) => micro >= 0n, 'tooSmall?min=0');

/** Days until bought credits expire; null: never. */
const validityDays = z.int().min(1).max(3_650).nullable().default(null);

export const PackInput = z.object({
  code: Code,
  name: line(80),
  description: text(300, 0).default(''),
  credits: PositiveCreditsInput,
  prices: PackPrices,
  validityDays,
  active,
  position,
});

export const TierInput = z.object({
  code: Code,
  name: line(80),
  description: text(300, 0).default(''),
  /** Credits that each month brings; a year brings twelve times as many, at once. */
  allowance: notNegative,
  /** The most of an allowance that lives on for one period more; nothing, unless said. */
  rollover: notNegative.default(0n),
  /** None: free, in every currency. */
  prices: TierPrices,
  trialDays: z.int().min(0).max(730).default(0),
  active,
  position,
});

/** How a cost is rounded to a millionth of a credit. */
export const roundings = ['up', 'nearest', 'down'] as const;

export const ServiceInput = z.object({
  code: Code,
  name: line(80),
  group: line(80),
  unit: line(40),
  /** Price in credits for `perUnits` units. */
  price: notNegative,
  perUnits: z.int().min(1).max(1_000_000).default(1),
  rounding: z.enum(roundings).default('up'),
  active,
  position,
});

export const SupportCategoryInput = z.object({
  code: Code,
  name: line(80),
  hint: text(300, 0).default(''),
  price: PositiveCreditsInput,
  /** What one costs by card, before urgency, class and tax; none in a currency: credits only. */
  prices: CategoryPrices,
  /** Staff propose the price of each request; nothing is held when one is filed. */
  isQuoted: z.boolean().default(false),
  /** Work begins once the organisation's owner has said yes. */
  needsApproval: z.boolean().default(false),
  /** What part of the price goes back when a request is resolved later than promised, in basis points. */
  lateRefundBps: z.int().min(0).max(10_000).default(0),
  active,
  position,
});

/** urgency: a multiplier (12000 = 1.2); customer_class and pack_volume: a discount (1000 = 10 %). */
export const PriceRuleInput = z
  .object({
    kind: z.enum(['urgency', 'customer_class', 'pack_volume']),
    key: z.string().regex(/^[a-z0-9_-]{1,40}$/, 'code'),
    valueBps: z.int().min(0).max(100_000),
  })
  .refine((rule) => (rule.kind === 'urgency' ? rule.valueBps > 0 : rule.valueBps < 10_000), {
    path: ['valueBps'],
    message: 'outOfRange',
  });

/** When customers are warned, how much a new organisation gets, and what the product is called. */
export const CatalogueSettings = z.object({
  catalogue: line(60, 0),
  productName: line(60).default('Meterdesk'),
  welcomeCredits: notNegative,
  warningPercents: z.array(z.int().min(1).max(100)).max(5),
  leftPercents: z.array(z.int().min(1).max(99)).max(5),
  lowCredits: notNegative,
  criticalCredits: notNegative.optional(),
});

/** What the company wants to reach; the figures of product.md. `revenueMinor` is a month's, in `currency`. */
export const TargetSettings = z.object({
  purchaseRateBps: z.int().min(0).max(10_000),
  arpuMinor: z.int().min(0),
  resolutionHours: z.int().min(1).max(10_000),
  satisfaction: z.number().min(1).max(5),
  utilisationBps: z.int().min(0).max(10_000),
  revenueMinor: z.int().min(0),
  currency: Currency,
});

/** A whole catalogue as a file (prisma/catalogues/*.json), exported and imported by an admin or a command. */
export const CatalogueFile = z.object({
  settings: CatalogueSettings,
  targets: TargetSettings,
  packs: z.array(PackInput).max(100),
  tiers: z.array(TierInput).min(1).max(100),
  services: z.array(ServiceInput).max(1_000),
  supportCategories: z.array(SupportCategoryInput).min(1).max(100),
  priceRules: z.array(PriceRuleInput).max(200),
});

export type CatalogueFile = z.output<typeof CatalogueFile>;

/** One line of a price: what it was before this factor and after it, in micro-credits or minor units as text. */
export type PriceFactor = {
  kind: 'base' | 'urgency' | 'customer_class' | 'pack_volume' | 'coupon' | 'tax' | 'quote';
  /** The rule's key, the entry's or the coupon's code, the name of the tax, the quote's id. */
  key: string;
  bps: number | null;
  before: string;
  after: string;
};

export type PackDto = {
  code: string;
  name: string;
  description: string;
  credits: string;
  creditsMicro: string;
  priceMinor: string;
  currency: string;
  /** Price of one credit in ten-thousandths of the currency's minor unit, for comparing packs. */
  pricePerCredit: string;
  /** Saving against the dearest credit of all packs, in basis points. */
  savingBps: number;
  validityDays: number | null;
};

/** A tier as offered to one organisation, in its currency; a free one has no prices. Money in minor units as text. */
export type TierOfferDto = {
  code: string;
  name: string;
  description: string;
  /** Credits for a month, a decimal. */
  allowance: string;
  rollover: string;
  trialDays: number;
  isFree: boolean;
  prices: {
    interval: BillingInterval;
    listMinor: string;
    /** What a period is charged: class in it, tax in it. */
    totalMinor: string;
    taxMinor: string;
    currency: string;
    factors: PriceFactor[];
  }[];
};

/** A service on the price list; `price` credits stand for `perUnits` units. */
export type ServicePriceRow = {
  code: string;
  name: string;
  group: string;
  unit: string;
  /** The unit in the plural. */
  units: string;
  price: string;
  perUnits: number;
  since: string;
};

/** A price of a service and from when on it stood. */
export type ServicePriceDto = {
  validFrom: string;
  price: string;
  perUnits: number;
  rounding: (typeof roundings)[number];
};

/** What an administrator edits, each kind under its own schema. */
export const itemInputs = {
  pack: PackInput,
  tier: TierInput,
  service: ServiceInput,
  supportCategory: SupportCategoryInput,
} as const;

export type ItemKind = keyof typeof itemInputs;
export type ItemInput<K extends ItemKind> = z.input<(typeof itemInputs)[K]>;

const itemKind = z.enum(['pack', 'tier', 'service', 'supportCategory']);
export const SetItemActiveInput = z.object({ kind: itemKind, code: Code, active: z.boolean() });
export const MoveItemInput = z.object({ kind: itemKind, code: Code, direction: z.enum(['up', 'down']) });

/** `value` as people write it: a factor (`1.2`) for an urgency, per cent (`10`) for a discount. */
export const SavePriceRuleInput = z.object({
  kind: PriceRuleInput.shape.kind,
  key: PriceRuleInput.shape.key,
  value: z
    .string()
    .trim()
    .regex(/^\d{1,3}(\.\d{1,4})?$/, 'number'),
});

/** A catalogue as it stands in a file: decimals as text. */
export type CatalogueDocument = z.input<typeof CatalogueFile>;

/** Everything an administrator sees: the document with every default filled in, inactive entries too. */
export type CatalogueDto = { [K in ItemKind]: Required<ItemInput<K>>[] } & {
  priceRules: z.output<typeof PriceRuleInput>[];
  settings: z.input<typeof CatalogueSettings>;
};

export const PreviewImportInput = z.object({ text: z.string().min(1).max(200_000) });
export const ImportCatalogueInput = PreviewImportInput.extend({
  /** Of the preview that was shown: applies exactly that, or nothing. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'invalid'),
});

/** One difference between the catalogue and a file; `field` is null where a whole entry comes or goes. */
export type CatalogueChange = {
  section: ItemKind | 'priceRule' | 'settings' | 'targets';
  code: string;
  change: 'added' | 'changed' | 'deactivated' | 'removed';
  fields: { field: string; before: string | null; after: string | null }[];
};

export type ImportPreview = { fingerprint: string; changes: CatalogueChange[] };
