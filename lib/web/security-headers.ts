type Page = { nonce: string; isDevelopment: boolean; isSecure: boolean };

/**
 * The Content-Security-Policy of every answer. Scripts run only with this answer's nonce. Style attributes are allowed
 * (React and Radix place things with them); style elements are not. Development needs eval and injected styles.
 */
export function contentSecurityPolicy({ nonce, isDevelopment, isSecure }: Page): string {
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
    `frame-ancestors 'none'`,
    `form-action 'self'`,
  ];
  return [...directives, ...(isSecure ? ['upgrade-insecure-requests'] : [])].join('; ');
}

/** Somebody's file, even opened by itself, may load and run nothing. */
export const FILE_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

const FILE =
  /^\/api\/((portal|desk\/requests\/[^/]+)\/attachments|(portal|finance)\/proofs|finance\/disputes\/[^/]+\/evidence)\/[^/]+$/;

/** True for the addresses that serve uploads: a header that the proxy sets wins over the route's own. */
export const servesFile = (path: string): boolean => FILE.test(path);

/** Pages whose address carries a secret must not hand it on, not even to our own log of referrers. */
const isSecretPath = (path: string) => path.startsWith('/link/');

/** The headers that do not change from answer to answer. */
export function securityHeaders(path: string, isSecure: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': isSecretPath(path) ? 'no-referrer' : 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(isSecure && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
  };
}
