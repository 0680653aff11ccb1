import { z } from 'zod';
import { DayInput, isInCalendar } from '@/lib/core/dates';

const typed = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.replaceAll('\u0000', '').toWellFormed().trim())
    .transform((value) => value || undefined)
    .optional();

/** The audit log's filters as they stand in the address; dates are days in UTC, both inclusive. */
export const ListAuditInput = z.object({
  /** Part of the actor's name or e-mail address, or their id; `job` and `operator` name the machine's own acts. */
  actor: typed(200),
  action: typed(80),
  /** The id of the record, or its kind. */
  record: typed(200),
  from: DayInput.optional(),
  to: DayInput.optional(),
  after: z
    .string()
    .regex(/^\d{1,15}\.aud_[0-9a-z]{26}$/, 'invalid')
    .refine((after) => isInCalendar(Number.parseInt(after)), 'invalid')
    .optional(),
});

export type AuditField = { field: string; before: string | null; after: string | null };

export type AuditDto = {
  id: string;
  at: string;
  actor: { kind: string; name: string | null; email: string | null; id: string | null };
  action: string;
  recordType: string;
  recordId: string;
  organisation: { id: string; name: string } | null;
  fields: AuditField[];
  reason: string | null;
  ip: string | null;
  requestId: string | null;
};
