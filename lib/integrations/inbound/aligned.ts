/**
 * Whether what `domain` vouches for may speak for `fromDomain`: the same, or one a part of the other, as DMARC's relaxed
 * mode means it (RFC 7489, 3.1). Without a list of public suffixes: both need two labels at least.
 */
export function isAligned(domain: string | null, fromDomain: string): boolean {
  if (!domain) return false;
  if (domain === fromDomain) return true;
  const hasLabels = [domain, fromDomain].every((name) => name.split('.').length >= 2);
  return hasLabels && (domain.endsWith(`.${fromDomain}`) || fromDomain.endsWith(`.${domain}`));
}
