import type { ApiCall } from './call';

export const PREFIX = '/api/v1';

type Found = { call: ApiCall; params: Record<string, string> };
type Compiled = { pattern: RegExp; calls: Map<string, ApiCall> };

/** `/credits/holds/{id}` as an expression whose groups are the parameters. */
const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

/**
 * Compiles the table once. The answer to a path: its call, or the methods that it knows when it has not this one, or
 * null for a path that nothing has.
 */
export function compile(table: readonly ApiCall[]) {
  const fixed = new Map<string, Compiled>();
  const open = new Map<string, Compiled>();
  for (const call of table) {
    const index = call.path.includes('{') ? open : fixed;
    const known = index.get(call.path) ?? { pattern: patternOf(call.path), calls: new Map() };
    index.set(call.path, known);
    known.calls.set(call.method, call);
  }
  return (method: string, path: string): Found | { allow: string[] } | null => {
    const exact = fixed.get(path);
    if (exact) return choose(exact, method, {});
    for (const compiled of open.values()) {
      const groups = compiled.pattern.exec(path)?.groups;
      if (groups) return choose(compiled, method, groups);
    }
    return null;
  };
}

function choose({ calls }: Compiled, method: string, groups: Record<string, string>) {
  const call = calls.get(method);
  if (!call) return { allow: [...calls.keys()] };
  return { call, params: Object.fromEntries(Object.entries(groups).map(([k, v]) => [k, decoded(v)])) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
