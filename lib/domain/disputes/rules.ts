/** What a dispute freezes of a lot that nobody has drawn from: its share of the grant, rounded down. */
export function shareOf({ grantedMicro }: { grantedMicro: bigint }, amountMinor: bigint, paidMinor: bigint) {
  const share = (grantedMicro * amountMinor) / paidMinor;
  return share < grantedMicro ? share : grantedMicro;
}
