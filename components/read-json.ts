/**
 * Reads one of our own JSON addresses; a session that ended leads back to the sign-in, which returns here. What is read
 * `byTheWay` of the page, as the bell is, never leads away: the page may hold words that are not sent yet.
 */
export async function readJson<T>(path: string, { byTheWay = false } = {}): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (response.status === 401 && !byTheWay) window.location.reload();
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}
