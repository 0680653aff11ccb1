export type StatementResult = { ok: true; lines: number } | { ok: false; reason: string | null };

/** Sends a bank's file as the raw body; `csv` holds the fields of the mapping. The server's own words come back as the reason. */
export async function sendStatement(file: File, csv: FormData | null): Promise<StatementResult> {
  const query = new URLSearchParams({ name: file.name.toWellFormed() });
  if (csv) {
    const { encoding = 'utf-8', ...mapping } = Object.fromEntries(
      [...csv].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    );
    query.set('encoding', encoding);
    query.set('mapping', JSON.stringify(mapping));
  }
  try {
    const response = await fetch(`/api/finance/statements?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    const answer = (await response.json()) as { lines?: number; detail?: string };
    return response.ok
      ? { ok: true, lines: answer.lines ?? 0 }
      : { ok: false, reason: answer.detail ?? null };
  } catch {
    return { ok: false, reason: null };
  }
}
