import { Prisma, type SubscriptionModel, type Tx } from '@/lib/core/db';

/** What the provider's answer sets; a column that is left out stays. */
const COLUMNS = [
  ...['status', 'providerId', 'interval', 'priceMinor', 'discountMinor', 'tierCode', 'tierName'],
  ...['allowanceMicro', 'rolloverMicro', 'periodStart', 'periodEnd', 'anchorDay', 'trialEndsAt'],
  ...['cancelAtPeriodEnd', 'pausedAt', 'providerScheduleId', 'pastDueSince', 'failedAttempts', 'nextRetryAt'],
  ...['dunningStep', 'cancelledAt', 'pendingTierCode', 'pendingInterval', 'taxRateId', 'syncedAt'],
] as const satisfies readonly (keyof SubscriptionModel)[];

export type State = Partial<Pick<SubscriptionModel, (typeof COLUMNS)[number]>>;

const listOf = (row: string) => Prisma.raw(COLUMNS.map((column) => `${row}"${column}"`).join(', '));

/** Writes states of any number of subscriptions in one statement; gives by id what they are then. */
export async function writeStates(
  tx: Tx,
  states: readonly { of: { organisationId: string; id: string }; state: State }[],
): Promise<Map<string, SubscriptionModel>> {
  if (states.length === 0) return new Map();
  const rows = states.map(({ of: { organisationId, id }, state }) => ({ ...state, organisationId, id }));
  const json = JSON.stringify(rows, (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  );
  const written = await tx.$queryRaw<SubscriptionModel[]>`
    UPDATE "Subscription" s SET (${listOf('')}) = (SELECT ${listOf('n.')} FROM jsonb_populate_record(s, r.value) n)
    FROM jsonb_array_elements(${json}::jsonb) r
    WHERE s."organisationId" = r.value ->> 'organisationId' AND s.id = r.value ->> 'id' RETURNING s.*`;
  return new Map(written.map((row) => [row.id, row]));
}
