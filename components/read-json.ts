/** Reads one of our own JSON addresses; a session that ended leads back to the sign-in, which returns here. */
export async function readJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (response.status === 401) window.location.reload();
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}
