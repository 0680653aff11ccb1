import { z } from 'zod';

/** What happens when credits do not suffice: `on` refuses; `observe` lets through and notes it; `off` lets through. */
export const enforcementModes = ['on', 'observe', 'off'] as const;
export type EnforcementMode = (typeof enforcementModes)[number];

/** The setting `enforcement`; the wallet's functions read it, a missing one is `on`. */
export const EnforcementSetting = z.object({ mode: z.enum(enforcementModes, 'unknown') });

export const ListWaivedInput = z.object({
  after: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/, 'invalid')
    .optional(),
});

/** A command that went through although credits were missing. Credits as decimals. */
export type WaivedDto = {
  id: string;
  organisationId: string;
  organisation: string;
  kind: string;
  service: string | null;
  quantity: string | null;
  cost: string;
  shortfall: string;
  reference: string | null;
  at: string;
};
