import { formatNumber } from '@/lib/core/format';

/** Beyond it nobody counts: as list-desk-requests does. */
const CAP = 1_000;

/** A count as a tab shows it: «12», «1,000+». */
export const counted = (count: number, locale: string): string =>
  count > CAP ? `${formatNumber(CAP, locale)}+` : formatNumber(count, locale);
