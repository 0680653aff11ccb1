/** One line of what a mail server found out: `domain` is whose mail the method speaks of, where it says so. */
export type Finding = { method: string; result: string; domain: string | null };

/** A field `Authentication-Results` (RFC 8601): who wrote it and what it found. */
export type AuthenticationResults = { by: string; findings: Finding[] };

/** The properties that name a domain, by method; the first that is there counts. */
const DOMAIN_OF: Record<string, readonly string[]> = {
  dmarc: ['header.from'],
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom'],
};

/** Reads a field sign by sign: comments nest, and quoted words may hold any sign, so no pattern of ours would do. */
class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  /** White space and comments. */
  skip(): void {
    for (;;) {
      while (/\s/.test(this.#sign)) this.#at += 1;
      if (this.#sign !== '(') return;
      this.#comment();
    }
  }

  /** True when `sign` comes next, which is then taken. */
  takes(sign: string): boolean {
    this.skip();
    if (this.#sign !== sign) return false;
    this.#at += 1;
    return true;
  }

  /** A word or a quoted string; empty where none stands. */
  word(): string {
    this.skip();
    if (this.#sign === '"') return this.#quoted();
    const start = this.#at;
    while (this.#sign !== '' && !/[\s;=()"]/.test(this.#sign)) this.#at += 1;
    return this.text.slice(start, this.#at);
  }

  /** What follows a property's `=`, whole: an address may hold `=` and quoted parts, and says nothing when it is cut. */
  value(): string {
    this.skip();
    let text = '';
    while (this.#sign !== '' && !/[\s;()]/.test(this.#sign)) {
      if (this.#sign === '"') text += this.#quoted();
      else text += this.text[this.#at++] ?? '';
    }
    return text;
  }

  /** True when nothing is left. */
  isOver(): boolean {
    this.skip();
    return this.#at >= this.text.length;
  }

  get #sign(): string {
    return this.text[this.#at] ?? '';
  }

  #comment(): void {
    let depth = 0;
    do {
      const sign = this.#sign;
      if (sign === '\\') this.#at += 1;
      else if (sign === '(') depth += 1;
      else if (sign === ')') depth -= 1;
      this.#at += 1;
    } while (depth > 0 && this.#at < this.text.length);
  }

  #quoted(): string {
    let text = '';
    for (this.#at += 1; this.#sign !== '' && this.#sign !== '"'; this.#at += 1) {
      if (this.#sign === '\\') this.#at += 1;
      text += this.#sign;
    }
    this.#at += 1;
    return text;
  }
}

/** The domain of `name@domain`, `@domain` or `domain`, in lower case without a last dot. */
export function domainOf(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const plain = domain.replace(/[>\s]+$/, '').replace(/\.$/, '');
  return plain === '' ? null : plain;
}

function finding(reader: Reader, method: string): Finding {
  const result = reader.word().toLowerCase();
  const properties = new Map<string, string>();
  for (let name = reader.word(); name !== ''; name = reader.word())
    properties.set(name.toLowerCase(), reader.takes('=') ? reader.value() : '');
  const [plain = ''] = method.split('/');
  const named = (DOMAIN_OF[plain] ?? []).map((name) => properties.get(name)).find(Boolean);
  return { method: plain, result, domain: named ? domainOf(named) : null };
}

/**
 * Reads the value of one field. One that breaks the grammar says nothing: what stands behind the break could be the
 * failure that whoever broke it wants to hide.
 */
export function readAuthenticationResults(value: string): AuthenticationResults {
  const reader = new Reader(value);
  const by = reader.word().toLowerCase();
  const findings: Finding[] = [];
  // A version may follow the name.
  if (!reader.takes(';')) {
    reader.word();
    if (!reader.takes(';')) return { by, findings };
  }
  do {
    const method = reader.word().toLowerCase();
    if (method === '' || method === 'none' || !reader.takes('=')) break;
    findings.push(finding(reader, method));
  } while (reader.takes(';'));
  return { by, findings: reader.isOver() ? findings : [] };
}
