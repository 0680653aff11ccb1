import { isAligned } from './aligned';
import {
  type AuthenticationResults,
  type Finding,
  readAuthenticationResults,
} from './authentication-results';

const READ_NAMED = 'authentication-results';
const NO_VERDICT = ['none', 'bestguesspass', 'neutral'];

/**
 * What our own mail server wrote on a mail: the fields under one of its names (`authservIds`, any case), from the top, and
 * only as far as our own hop goes, which ends above the second Received. A sender may write our name there as well:
 * servers strip that (RFC 8601, 5), and `provesSender` does not rely on it alone.
 */
export function ownResults(
  headers: readonly { key: string; value: string }[],
  authservIds: readonly string[],
): AuthenticationResults[] {
  const ours = new Set(authservIds.map((id) => id.trim().toLowerCase()).filter(Boolean));
  const found: AuthenticationResults[] = [];
  let hops = 0;
  for (const { key, value } of headers) {
    if (key === 'received' && ++hops > 1) break;
    if (key !== READ_NAMED) continue;
    const results = readAuthenticationResults(value);
    if (ours.has(results.by)) found.push(results);
  }
  return found;
}

const isFailedDmarc = ({ method, result }: Finding) =>
  method === 'dmarc' && result !== 'pass' && !NO_VERDICT.includes(result);

/**
 * True when a server that we believe says that the mail is of `fromDomain`: DMARC passed for this very domain, or, where
 * the domain has no DMARC policy, DKIM or SPF passed for one that is aligned with it. The topmost field is the one that
 * our server wrote last, so it alone can prove; those below it can only contradict.
 */
export function provesSender(results: readonly AuthenticationResults[], fromDomain: string): boolean {
  const [top] = results;
  if (!top || results.some(({ findings }) => findings.some(isFailedDmarc))) return false;
  return top.findings.some(({ method, result, domain }) => {
    if (result !== 'pass') return false;
    if (method === 'dmarc') return domain === fromDomain;
    return (method === 'dkim' || method === 'spf') && isAligned(domain, fromDomain);
  });
}

/** The results in one line each, for people: `dmarc=pass (example.com)`. */
export function resultLines(results: readonly AuthenticationResults[]): string[] {
  const findings = results.flatMap(({ by, findings: found }) => found.map((one) => ({ by, ...one })));
  return findings
    .slice(0, 20)
    .map(({ by, method, result, domain }) => `${by}: ${method}=${result}${domain ? ` (${domain})` : ''}`);
}
