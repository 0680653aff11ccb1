import type { z } from 'zod';
import { type AuditField, ListAuditInput } from './schema';

const SECRET = /password|token|secret|hash/i;

const shown = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One level deep into records of records, as an import writes them: `pack.pack-100 · price`. */
function flat(value: unknown): Fields {
  if (!isFields(value)) return value === null || value === undefined ? {} : { value };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      isFields(part)
        ? Object.entries(part).map(([inner, leaf]) => [`${key} · ${inner}`, leaf])
        : [[key, part]],
    ),
  ) as Fields;
}

/** The fields that an act changed; what only one side has stands alone. Secrets never leave, whoever wrote them. */
export function changedFields(before: unknown, after: unknown): AuditField[] {
  const [old, next] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((field) => !SECRET.test(field))
    .map((field) => ({ field, before: shown(old[field]), after: shown(next[field]) }))
    .filter((one) => one.before !== one.after);
}

export type AuditFilters = z.output<typeof ListAuditInput>;

/** Reads the filters of an address one by one: what cannot be read is left out, and `ignored` says so. */
export function readAuditFilters(raw: Record<string, unknown>): { filters: AuditFilters; ignored: boolean } {
  const filters: Record<string, string | undefined> = {};
  let ignored = false;
  for (const name of ListAuditInput.keyof().options) {
    const given = raw[name];
    if (given === undefined || given === '') continue;
    const read = ListAuditInput.shape[name].safeParse(given);
    if (read.success) filters[name] = read.data;
    else ignored = true;
  }
  return { filters, ignored };
}
