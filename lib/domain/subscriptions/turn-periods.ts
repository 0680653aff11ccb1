import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { freeWallets } from '@/lib/domain/wallet/steps';
import { giveUpPage } from './give-up-page';
import { type TimelineLine, recordSubscriptionEvents } from './record-event';
import { recordMrrs } from './record-mrr';
import { lockLive, retire } from './retire';

/** A subscription as it is, locked, and the period that was paid for. */
export type Turn = {
  known: SubscriptionModel;
  periodStart: Date;
  periodEnd: Date;
  totalMinor: bigint;
  currency: string;
};

/**
 * Of subscriptions that are paid by invoice the period turns with the payment; the first one ends the free tier. One whose
 * organisation took a tier by card meanwhile is given up: what Stripe charges for goes on. Gives by id what they are then.
 * Of different organisations, in as many statements as for one.
 */
export async function turnPeriods(
  tx: Tx,
  ctx: Context,
  turns: readonly Turn[],
): Promise<Map<string, SubscriptionModel>> {
  const begun: Turn[] = [];
  for (const turn of turns)
    begun.push(isFirst(turn.known) && !(await makeRoom(tx, ctx, turn.known)) ? givenUp(turn) : turn);
  // It was paid after all: the period is the customer's, and the subscription stays as it was left.
  const over = begun.filter(({ known }) => known.status === 'cancelled');
  const left = new Map(over.map(({ known }) => [known.id, known]));
  const live = begun.filter(({ known }) => known.status !== 'cancelled');
  if (live.length === 0) return left;
  const turned = await writePeriods(tx, live);
  const lines = live.flatMap(({ known, totalMinor, currency }): TimelineLine[] => {
    const of = turned.get(known.id) ?? known;
    const data = { tier: of.tierName, amountMinor: totalMinor.toString(), currency };
    const turn = { of, kind: isFirst(known) ? ('started' as const) : ('renewed' as const), data };
    return known.pastDueSince ? [turn, { of, kind: 'recovered', data }] : [turn];
  });
  await recordSubscriptionEvents(tx, ctx, lines);
  await freeWallets(
    tx,
    live.map(({ known }) => known.organisationId),
  );
  await recordMrrs(tx, ctx, [...turned.values()]);
  return new Map([...left, ...turned]);
}

const isFirst = ({ status }: SubscriptionModel) => status === 'incomplete';

const givenUp = (turn: Turn): Turn => ({ ...turn, known: { ...turn.known, status: 'cancelled' } });

/** Ends what the organisation had before; where Stripe collects that, gives up this one instead, and says false. */
async function makeRoom(tx: Tx, ctx: Context, { organisationId, id }: SubscriptionModel): Promise<boolean> {
  const before = await lockLive(tx, organisationId);
  if (before?.collection === 'stripe') {
    await giveUpPage(tx, ctx, organisationId, id);
    return false;
  }
  if (before) await retire(tx, ctx, before);
  return true;
}

/** A period that is older than the present one, paid late, does not bring the subscription back to it. */
async function writePeriods(tx: Tx, turns: readonly Turn[]): Promise<Map<string, SubscriptionModel>> {
  const rows = turns.map(({ known, periodStart, periodEnd }) => {
    const { organisationId, id } = known;
    const isNewer = isFirst(known) || periodStart >= known.periodEnd;
    return { organisationId, id, ...(isNewer && { periodStart, periodEnd }) };
  });
  const written = await tx.$queryRaw<SubscriptionModel[]>`
    UPDATE "Subscription" s SET "periodStart" = coalesce(r."periodStart", s."periodStart"),
      "periodEnd" = coalesce(r."periodEnd", s."periodEnd"), status = 'active', "pastDueSince" = NULL, "dunningStep" = 0,
      "failedAttempts" = 0
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r ("organisationId" text, id text, "periodStart" timestamptz, "periodEnd" timestamptz)
    WHERE s."organisationId" = r."organisationId" AND s.id = r.id
    RETURNING s.*`;
  return new Map(written.map((row) => [row.id, row]));
}
