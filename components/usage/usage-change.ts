const MANY = 10;

/** How much a figure changed against another, as a share of it; null where there was nothing to compare with. */
export function changeOf(now: string, before: string): { share: number; isMany: boolean } | null {
  const former = Number(before);
  if (former <= 0) return null;
  const share = (Number(now) - former) / former;
  return { share, isMany: share >= MANY };
}
