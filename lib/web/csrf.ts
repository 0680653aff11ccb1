const UNSAFE = /^(?!GET$|HEAD$|OPTIONS$)/;

/** Doors that other programs knock on: they prove themselves by a signature or a key, not by a cookie. */
const PROGRAMS = /^\/api\/(webhooks|unsubscribe|embed|v1)\//;

/** True when the request could change something and rides on a cookie. */
export function needsOrigin(method: string, path: string): boolean {
  return UNSAFE.test(method) && !PROGRAMS.test(path);
}

/**
 * True when the browser says that the request comes from our own pages. `Origin` is missing or `null` on some same-site
 * posts (a page with `no-referrer`): there `Sec-Fetch-Site` speaks, which no script can forge.
 */
export function isOwnOrigin(headers: Headers, appUrl: string): boolean {
  const origin = headers.get('origin');
  if (!origin || origin === 'null') return headers.get('sec-fetch-site') === 'same-origin';
  if (origin === new URL(appUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

const KIB = 1024;
const UPLOAD =
  /^\/api\/((portal|embed|desk\/requests\/[^/]+)\/attachments|portal\/payments\/[^/]+\/proofs|finance\/(statements|disputes\/[^/]+\/evidence))$/;

/** The most bytes that a body may have: files go to their own route, everything else is small. */
export function bodyLimit(path: string): number {
  return UPLOAD.test(path) ? 26 * KIB * KIB : 256 * KIB;
}
