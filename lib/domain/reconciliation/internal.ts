/** How long ago an attempt may have been made whose money comes now. */
export const WAITED_DAYS = 90;

export const present = <T>(values: (T | null | undefined)[]): T[] =>
  values.filter((value): value is T => value !== null && value !== undefined && value !== '');

/** What a payment is for, in words. */
export const subject = ({
  purchase,
  invoice,
}: {
  purchase: { packName: string } | null;
  invoice: { number: string | null } | null;
}) => purchase?.packName ?? invoice?.number ?? '';
