type Offer =
  | { provider: 'password'; email: string; password: string }
  | { provider: 'link'; purpose: string; token: string };

/**
 * Offers a password or a link to the sign-in, in the body of a POST. True: the session's cookie is set. False: refused,
 * and nobody says why. A broken connection or server throws.
 */
export async function signInWith({ provider, ...offered }: Offer): Promise<boolean> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const response = await fetch(`/api/auth/callback/${provider}`, {
    method: 'POST',
    body: new URLSearchParams({ ...offered, csrfToken, json: 'true' }),
  });
  if (response.status === 401) return false;
  // Without its cookie (blocked, or cleared meanwhile) the token is refused with a 200 that leads to another page.
  const { url = 'csrf' } = response.ok ? ((await response.json()) as { url?: string }) : {};
  if (!url.includes('csrf')) return true;
  throw new Error(`sign-in answered ${response.status}`);
}

/** A whole new page load: nothing of the former person stays in memory. */
export function enter(path = '/'): void {
  window.location.assign(path);
}
