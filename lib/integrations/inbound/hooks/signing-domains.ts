const HEAD_BYTES = 262_144;
const DOMAIN = /^[a-z0-9._-]+$/i;

/**
 * The domains that say they have signed a mail (`d=` of its DKIM-Signature fields), each once. None where that is not
 * plain: a head that is longer than anybody reads, or a signature with several `d=`. Only CRLF or LF ends a line, as
 * for whoever checked the signatures.
 */
export function signingDomains(raw: Uint8Array): string[] {
  const start = Buffer.from(raw.subarray(0, HEAD_BYTES)).toString('latin1').replaceAll('\r\n', '\n');
  const end = start.indexOf('\n\n');
  if (end < 0 && raw.byteLength > HEAD_BYTES) return [];
  const unfolded = (end < 0 ? start : start.slice(0, end)).replace(/\n[ \t]+/g, ' ');
  const fields = unfolded.split('\n').filter((line) => /^dkim-signature[ \t]*:/i.test(line));
  const named = fields.map((field) =>
    [...field.matchAll(/[:;]\s*d\s*=\s*([^;]*)/g)].map(([, d]) => d?.trim() ?? ''),
  );
  if (named.some((domains) => domains.length !== 1 || !DOMAIN.test(domains[0] ?? ''))) return [];
  return [...new Set(named.flat().map((domain) => domain.toLowerCase()))];
}
