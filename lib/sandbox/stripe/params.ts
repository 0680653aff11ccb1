import { invalidParam, missingParam, unknownParam } from './faults';

type Value = string | Tree;
interface Tree {
  [key: string]: Value;
}

const maxDepth = 8;

/** Reads `a[b][0]=c` into nested records; objects without a prototype, since the keys come from outside. */
function parseTree(pairs: Iterable<[string, string]>): Tree {
  const root = Object.create(null) as Tree;
  for (const [name, value] of pairs) {
    const keys = name.replaceAll(']', '').split('[');
    if (keys.length > maxDepth) throw invalidParam(name, 'The parameter is nested too deeply.');
    let node = root;
    for (const key of keys.slice(0, -1)) {
      const next = (node[key] ??= Object.create(null) as Tree);
      if (typeof next === 'string') throw invalidParam(name, 'A parameter is both a value and an object.');
      node = next;
    }
    node[keys.at(-1) ?? ''] = value;
  }
  return root;
}

/** Form parameters with Stripe's own complaints about what is missing, unknown or malformed. */
export class Params {
  private constructor(
    private readonly tree: Tree,
    private readonly prefix = '',
  ) {}

  static parse(body: string | URLSearchParams): Params {
    return new Params(parseTree(new URLSearchParams(body)));
  }

  private name(key: string): string {
    return this.prefix ? `${this.prefix}[${key}]` : key;
  }

  allow(...keys: string[]): this {
    for (const key of Object.keys(this.tree)) if (!keys.includes(key)) throw unknownParam(this.name(key));
    return this;
  }

  text(key: string, maxLength = 5000): string | null {
    const value = this.tree[key];
    if (value === undefined || value === '') return null;
    if (typeof value !== 'string') throw invalidParam(this.name(key), `Invalid string: ${this.name(key)}`);
    if (value.length > maxLength)
      throw invalidParam(this.name(key), `Must be at most ${maxLength} characters.`);
    return value;
  }

  required(key: string): string {
    const value = this.text(key);
    if (value === null) throw missingParam(this.name(key));
    return value;
  }

  has(key: string): boolean {
    return this.tree[key] !== undefined;
  }

  /** Sent empty: Stripe clears what stands there. */
  isCleared(key: string): boolean {
    return this.tree[key] === '';
  }

  flag(key: string): boolean | null {
    const value = this.text(key);
    if (value !== null && value !== 'true' && value !== 'false')
      throw invalidParam(this.name(key), `Invalid boolean: ${value}`);
    return value === null ? null : value === 'true';
  }

  integer(key: string): number | null {
    const value = this.text(key);
    if (value === null) return null;
    if (!/^-?\d{1,15}$/.test(value))
      throw invalidParam(this.name(key), `Invalid integer: ${value}`, 'parameter_invalid_integer');
    return Number(value);
  }

  object(key: string): Params | null {
    const value = this.tree[key];
    if (value === undefined || value === '') return null;
    if (typeof value === 'string') throw invalidParam(this.name(key), `Invalid object: ${this.name(key)}`);
    return new Params(value, this.name(key));
  }

  list(key: string): Params[] {
    const group = this.object(key);
    if (!group) return [];
    return Object.keys(group.tree).map((index) => {
      const item = group.object(index);
      if (!item) throw invalidParam(this.name(key), 'Invalid array');
      return item;
    });
  }

  /** Both `key[0]=a` and `key[]=a`, and one bare value, as Stripe accepts. */
  texts(key: string): string[] {
    const value = this.tree[key];
    if (value === undefined) return [];
    return typeof value === 'string' ? [value] : Object.values(value).filter((v) => typeof v === 'string');
  }

  metadata(key = 'metadata'): Record<string, string> {
    const group = this.object(key);
    if (!group) return {};
    const entries = Object.keys(group.tree).map((name) => [name, group.text(name, 500) ?? ''] as const);
    if (entries.length > 50) throw invalidParam(this.name(key), 'Metadata can have at most 50 keys.');
    return Object.fromEntries(entries.filter(([, value]) => value !== ''));
  }
}
