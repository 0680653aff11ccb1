import { z } from 'zod';

/** `used-75`, `left-25`, `low`, `critical` or `zero`: the percents and the numbers are the catalogue's. */
export const ThresholdKey = z.string().regex(/^(used|left)-\d{1,3}$|^(low|critical|zero)$/, 'unknown');

export const SaveWarningPreferencesInput = z.object({
  warnByEmail: z.boolean(),
  /** The thresholds that this member wants to hear of; the others reach them neither by e-mail nor as a banner. */
  told: z.array(ThresholdKey).max(20),
});

/** One threshold of the catalogue. `percent` of the period's credits, or a number of `credits` (a decimal). */
export type ThresholdDto =
  | { key: string; kind: 'used' | 'left'; percent: number }
  | { key: string; kind: 'low' | 'critical' | 'zero'; credits: string };

export type WarningDto = ThresholdDto & {
  tone: 'info' | 'warning' | 'critical';
  available: string;
  /** With the threshold it names the occasion: what was put away comes back in the next period. */
  periodStart: string;
  mayBuy: boolean;
  /** True where an empty wallet stops work, so that a dialog leads to the packs. */
  isBlocking: boolean;
  /** With the dialog: monthly plans that would have brought credits. Money in minor units, credits as decimals. */
  tiers: { name: string; allowance: string; priceMinor: string; currency: string }[];
};

export type WarningPreferencesDto = { warnByEmail: boolean; told: string[]; thresholds: ThresholdDto[] };
