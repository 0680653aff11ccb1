import type { DeliveryChannel, DeliveryStatus, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { messageIdOf } from '@/lib/integrations/email/message-id';
import { type Outgoing, sealOutgoing } from './outgoing';

/** Lines that come together go out together: a group takes about twenty messages a minute. */
const GATHER_MS = 2_000;

export interface OutboxRow {
  /** Names this one delivery: asked for twice, it is written once. */
  key: string;
  channel: DeliveryChannel;
  /** An address, or a chat. */
  recipient: string;
  event: string;
  outgoing: Outgoing;
  userId?: string;
  organisationId?: string;
  requestId?: string;
  /** Not before then; `held` until somebody lets it go. */
  heldUntil?: Date;
}

type Written = { id: string; channel: DeliveryChannel; recipient: string };

/**
 * Writes deliveries in the transaction that decided them and queues what need not wait: both are committed or neither.
 * What has a key that is known already is left out. Answers how many are new.
 */
export async function putInOutbox(tx: Tx, rows: readonly OutboxRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const sealed = await Promise.all(rows.map(rowOf));
  const written = await tx.$queryRaw<(Written & { status: DeliveryStatus })[]>`
    INSERT INTO "Delivery" (id, key, channel, recipient, event, payload, "messageId", "userId", "organisationId", "requestId", status,
      "runAt", "createdAt")
    SELECT r.id, r.key, r.channel::"DeliveryChannel", r.recipient, r.event, r.payload, r."messageId", r."userId", r."organisationId",
      r."requestId", r.status::"DeliveryStatus", coalesce(r."heldUntil", now()), now()
    FROM json_to_recordset(${JSON.stringify(sealed)}::json) AS r (id text, key text, channel text, recipient text, event text,
      payload text, "messageId" text, "userId" text, "organisationId" text, "requestId" text, status text, "heldUntil" timestamptz)
    ON CONFLICT (key) DO NOTHING
    RETURNING id, channel, recipient, status`;
  await queueDeliveries(
    tx,
    written.filter(({ status }) => status === 'queued'),
  );
  return written.length;
}

async function rowOf({ outgoing, heldUntil, ...row }: OutboxRow) {
  return {
    ...row,
    id: newId('delivery'),
    payload: await sealOutgoing(outgoing),
    messageId: row.channel === 'email' ? messageIdOf(row.key) : null,
    status: heldUntil ? 'held' : 'queued',
    heldUntil: heldUntil?.toISOString() ?? null,
  };
}

/**
 * Queues the job of each delivery, not before `runAt`. A chat has one job, which takes all that waits for it: one that
 * waits already keeps its time, because Telegram may have named it.
 */
export async function queueDeliveries(tx: Tx, rows: readonly Written[], runAt?: Date): Promise<void> {
  if (rows.length === 0) return;
  const queued = rows.map(({ id, channel, recipient }) => ({
    payload: { deliveryId: id },
    jobKey: channel === 'email' ? `deliver:${id}` : `telegram:${recipient}`,
    mode: channel === 'email' ? 'replace' : 'preserve_run_at',
    waitMs: channel === 'email' ? 0 : GATHER_MS,
  }));
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('notifications.deliver', payload := q.payload, job_key := q."jobKey", job_key_mode := q.mode,
      run_at := coalesce(${runAt?.toISOString() ?? null}::timestamptz, now() + q."waitMs" * interval '1 millisecond'),
      max_attempts := 12)
    FROM json_to_recordset(${JSON.stringify(queued)}::json) AS q (payload json, "jobKey" text, mode text, "waitMs" int)`;
}
