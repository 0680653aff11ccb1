import type { TaxRateModel, Tx } from '@/lib/core/db';

/** One at a time: two rates of a region must not begin together. */
export const lockRates = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tax-rates'))`;

const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null;

const shown = ({ id: _, ...rate }: TaxRateModel) => ({
  ...rate,
  validFrom: day(rate.validFrom),
  validTo: day(rate.validTo),
});

/** What the audit log keeps of a change to the table. */
export const rateAudit = (action: string, after: TaxRateModel, before?: TaxRateModel) => ({
  ...{ action, recordType: 'taxRate', recordId: after.id },
  ...{ before: before && shown(before), after: shown(after) },
});
