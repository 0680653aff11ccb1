type Page = {
  nonce: string;
  isDevelopment: boolean;
  isSecure: boolean;
  /** Origins whose pages may show this one; nobody's by default. */
  ancestors?: readonly string[];
};

/**
 * The Content-Security-Policy of every answer. Scripts run only with this answer's nonce. Style attributes are allowed
 * (React and Radix place things with them); style elements are not. Development needs eval and injected styles.
 */
export function contentSecurityPolicy({ nonce, isDevelopment, isSecure, ancestors = [] }: Page): string {
  const directives = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    isDevelopment ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    // The worker that reads PDFs, from our own origin.
    `worker-src 'self'`,
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    `object-src 'none'`,
    `frame-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
    `form-action 'self'`,
  ];
  return [...directives, ...(isSecure ? ['upgrade-insecure-requests'] : [])].join('; ');
}

/** Somebody's file, even opened by itself, may load and run nothing. */
export const FILE_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

const FILE =
  /^\/api\/(((portal|embed|desk\/requests\/[^/]+)\/attachments|(portal|finance)\/proofs|finance\/disputes\/[^/]+\/evidence)\/[^/]+|desk\/mail\/[^/]+\/raw)$/;

/** True for the addresses that serve uploads: a header that the proxy sets wins over the route's own. */
export const servesFile = (path: string): boolean => FILE.test(path);

/** Pages whose address carries a secret must not hand it on, not even to our own log of referrers, nor be kept or found. */
const isSecretPath = (path: string) => /^\/(link|approve|rate|unsubscribe|embed)\//.test(path);

/** Pictures that mails and their readers' pages show, wherever those are. */
const isForOthers = (path: string) => path.startsWith('/brand/') || path === '/embed.js';

/** The page that an app shows within its own; its policy alone says where (`frame-ancestors`). */
const EMBED = /^\/embed\/([^/]+)$/;

/** The deployment whose inbox an address shows; null for every other address. */
export const embedded = (path: string): string | null => EMBED.exec(path)?.[1] ?? null;

/** The headers that do not change from answer to answer. */
export function securityHeaders(path: string, isSecure: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    // Old browsers would heed it beside frame-ancestors, and show nothing.
    ...(embedded(path) === null && { 'X-Frame-Options': 'DENY' }),
    'Referrer-Policy': isSecretPath(path) ? 'no-referrer' : 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': isForOthers(path) ? 'cross-origin' : 'same-origin',
    ...(isSecretPath(path) && { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' }),
    ...(isSecure && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
  };
}
