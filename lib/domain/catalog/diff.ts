import type { CatalogueChange, CatalogueDto, ItemKind } from './schema';

type Fields = Record<string, unknown>;
type Side = CatalogueDto & { targets: Fields };

const kinds: ItemKind[] = ['pack', 'tier', 'service', 'supportCategory'];

const shown = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

/** `{prices: {USD: {month: …}}}` as `prices.USD.month`: each price is a field of its own. */
function flatten(fields: Fields, prefix = ''): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flatten(value as Fields, `${prefix}${name}.`))
        : [[`${prefix}${name}`, value]],
    ),
  );
}

function fieldsBetween(older: Fields, newer: Fields): CatalogueChange['fields'] {
  const [before, after] = [flatten(older), flatten(newer)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
    .filter((one) => one.before !== one.after);
}

function itemChanges(kind: ItemKind, before: Fields[], after: Fields[]): CatalogueChange[] {
  const known = new Map(before.map((item) => [item.code as string, item]));
  const wanted = new Set(after.map((item) => item.code as string));
  const changes = after.map((item): CatalogueChange => {
    const code = item.code as string;
    const old = known.get(code);
    return { section: kind, code, change: old ? 'changed' : 'added', fields: fieldsBetween(old ?? {}, item) };
  });
  const gone = before.filter((item) => item.active === true && !wanted.has(item.code as string));
  return [
    ...changes.filter(({ fields }) => fields.length > 0),
    ...gone.map((item): CatalogueChange => {
      const fields = [{ field: 'active', before: 'true', after: 'false' }];
      return { section: kind, code: item.code as string, change: 'deactivated', fields };
    }),
  ];
}

function ruleChanges(
  before: CatalogueDto['priceRules'],
  after: CatalogueDto['priceRules'],
): CatalogueChange[] {
  const name = (rule: { kind: string; key: string }) => `${rule.kind}/${rule.key}`;
  const old = new Map(before.map((rule) => [name(rule), rule.valueBps]));
  const next = new Map(after.map((rule) => [name(rule), rule.valueBps]));
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((code) => old.get(code) !== next.get(code))
    .map((code) => ({
      section: 'priceRule',
      code,
      change: !old.has(code) ? 'added' : next.has(code) ? 'changed' : 'removed',
      fields: [{ field: 'valueBps', before: shown(old.get(code)), after: shown(next.get(code)) }],
    }));
}

/** What applying a file would do to the catalogue. Entries that it does not name are deactivated, never deleted. */
export function changesBetween(before: Side, after: Side): CatalogueChange[] {
  const facts = (section: 'settings' | 'targets'): CatalogueChange[] => {
    const fields = fieldsBetween(before[section], after[section]);
    return fields.length > 0 ? [{ section, code: section, change: 'changed', fields }] : [];
  };
  return [
    ...kinds.flatMap((kind) => itemChanges(kind, before[kind], after[kind])),
    ...ruleChanges(before.priceRules, after.priceRules),
    ...facts('settings'),
    ...facts('targets'),
  ];
}
