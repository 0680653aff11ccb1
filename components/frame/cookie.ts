'use client';

const YEAR_SECONDS = 31_536_000;

/** A preference of this browser that the server needs for its first paint; never anything secret. */
export function rememberInBrowser(name: 'theme' | 'rail' | 'tz', value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}

export function isRemembered(name: 'tz', value: string): boolean {
  return document.cookie.split('; ').includes(`${name}=${encodeURIComponent(value)}`);
}
