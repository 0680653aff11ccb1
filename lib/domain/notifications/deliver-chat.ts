import type { Context } from '@/lib/core/context';
import { type DeliveryModel, type Tx, transaction } from '@/lib/core/db';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { withoutIsolates } from '@/lib/integrations/email/words';
import { LONGEST_TEXT, sendMessage } from '@/lib/integrations/telegram/send-message';
import { readOutgoing } from './outgoing';
import { queueDeliveries } from './put-in-outbox';
import { recordDead, recordFailure, recordSent } from './record-outcome';
import { notificationSettings } from './schema';

const BETWEEN = '\n\n';
const AT_ONCE = 50;
/** Nobody else says a line while one run has it; one that died lets go of it when this is over. */
const ALONE_MS = 60_000;
/** The clocks of the database and of this process need not agree to the second. */
const SLACK_MS = 5_000;

/** Says all that waits for a chat in as few messages as it fits into, and records how it went. */
export async function deliverChat(ctx: Context, chatId: string): Promise<void> {
  const rows = await claimChat(ctx, chatId);
  const texts = await Promise.all(rows.map(textOf));
  const { fits, rest, lost } = pack(rows, texts);
  if (lost.length > 0) await recordDead(lost, 'unreadable');
  if (fits.rows.length === 0) return;
  const sent = await sendMessage(chatId, fits.text);
  if (sent.kind === 'moved') return moveChat(ctx, chatId, sent.chatId, [...fits.rows, ...rest]);
  if (sent.kind === 'later') return recordFailure(ctx, [...fits.rows, ...rest], sent.why, sent.waitMs);
  if (sent.kind === 'refused') await recordDead(fits.rows, sent.why);
  else
    await recordSent(ctx, fits.rows, { subject: withoutIsolates(fits.text).split('\n')[0]?.slice(0, 200) });
  await sayRest(ctx, rest);
}

/** Takes what waits and is due, the oldest first, for this run alone; the attempt counts from here. */
async function claimChat(ctx: Context, chatId: string): Promise<DeliveryModel[]> {
  const due = { lte: new Date(ctx.now.getTime() + SLACK_MS) };
  return transaction(async (tx) => {
    const waiting = await tx.delivery.findMany({
      where: { channel: 'telegram', recipient: chatId, status: 'queued', runAt: due },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
      select: { id: true },
    });
    const ids = waiting.map(({ id }) => id);
    const rows = await tx.delivery.updateManyAndReturn({
      where: { id: { in: ids }, status: 'queued', runAt: due },
      data: { attempts: { increment: 1 }, runAt: new Date(ctx.now.getTime() + ALONE_MS) },
    });
    return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  });
}

async function textOf(row: DeliveryModel): Promise<string | null> {
  const outgoing = await readOutgoing(row);
  return outgoing?.kind === 'chat' ? outgoing.text : null;
}

/** As many lines as one message takes; the others wait for the next one. */
function pack(rows: readonly DeliveryModel[], texts: readonly (string | null)[]) {
  const fits = { rows: [] as DeliveryModel[], text: '' };
  const rest: DeliveryModel[] = [];
  const lost: DeliveryModel[] = [];
  for (const [at, row] of rows.entries()) {
    const text = texts[at]?.slice(0, LONGEST_TEXT);
    if (!text) lost.push(row);
    else if (rest.length > 0 || (fits.text && fits.text.length + BETWEEN.length + text.length > LONGEST_TEXT))
      rest.push(row);
    else {
      fits.text += (fits.text && BETWEEN) + text;
      fits.rows.push(row);
    }
  }
  return { fits, rest, lost };
}

/** What did not fit was not tried: its attempt does not count. */
async function sayRest(ctx: Context, rest: readonly DeliveryModel[]): Promise<void> {
  if (rest.length === 0) return;
  await transaction(async (tx) => {
    const ids = rest.map(({ id }) => id);
    const data = { attempts: { decrement: 1 }, runAt: ctx.now };
    await tx.delivery.updateMany({ where: { id: { in: ids } }, data });
    await queueDeliveries(tx, rest.slice(0, 1));
  });
}

/** A group that became a supergroup has another number from now on. */
async function moveChat(
  ctx: Context,
  from: string,
  to: string,
  rows: readonly DeliveryModel[],
): Promise<void> {
  await transaction(async (tx) => {
    await moveSetting(tx, ctx, from, to);
    await tx.notificationSchedule.updateMany({
      where: { telegramChatId: from },
      data: { telegramChatId: to },
    });
    const ids = rows.map(({ id }) => id);
    await tx.delivery.updateMany({
      where: { id: { in: ids } },
      data: { recipient: to, attempts: { decrement: 1 }, runAt: ctx.now },
    });
    await queueDeliveries(
      tx,
      rows.slice(0, 1).map((row) => ({ ...row, recipient: to })),
    );
  });
}

async function moveSetting(tx: Tx, ctx: Context, from: string, to: string): Promise<void> {
  const row = await tx.setting.findUnique({ where: { key: 'telegram' } });
  if (!row) return;
  const before = notificationSettings.telegram.parse(row.value);
  if (before.chatId !== from) return;
  const after = { ...before, chatId: to };
  await tx.setting.update({ where: { key: 'telegram' }, data: { value: after } });
  await recordAudit(tx, ctx, {
    ...{ action: 'settings.change', recordType: 'setting', recordId: 'telegram', before, after },
  });
}
