import { createHash } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { invariant } from '@/lib/core/errors';
import { idFrom } from '@/lib/core/ids';
import { EmailJob } from '@/lib/integrations/email/schema';
import { wordsOf } from '@/lib/integrations/email/words';
import type { QueuedEmail } from './enqueue-email';
import { type EventName, type EventValues, ruleOf } from './events';
import type { Outgoing } from './outgoing';
import { type Choice, readChoices, scopeOf } from './preferences';
import { type OutboxRow, putInOutbox } from './put-in-outbox';
import { nextAllowed, nextDigest } from './quiet-hours';
import { type Recipient, recipientKey } from './recipient';
import { readTelegram } from './settings';
import { unsubscribeToken } from './unsubscribe-token';

export interface Notice<E extends EventName = EventName> {
  event: E;
  organisationId?: string;
  requestId?: string;
  /** Somebody who stands here twice is told once. */
  to: readonly Recipient[];
  values: EventValues<E>;
  /** Where it leads, a path of this app. */
  path: string;
  /** A mail of its own for this event; without one a sentence and a button are sent. */
  mail?: (to: Recipient) => Pick<QueuedEmail, 'template' | 'props'>;
  /** Names this one occasion: announced twice, it is heard once. */
  key: string;
}

/** A notice of any event: that its values are those of the event was seen where it was announced. */
type AnyNotice = Omit<Notice<EventName>, 'values'> & { values: Record<string, string> };

/**
 * Tells people that something happened, in the transaction in which it did: in their bell, by mail now, later or in the
 * digest, and in Telegram, as they chose and as the event allows. Quiet hours hold mails and lines back.
 */
export async function announce<E extends EventName>(tx: Tx, ctx: Context, notice: Notice<E>): Promise<void> {
  for (const name of ruleOf(notice.event).values)
    invariant(name in notice.values, `${notice.event} is announced without ${name}`);
  const told = [...new Map(notice.to.map((one) => [recipientKey(one), one])).values()];
  const choices = await readChoices(tx, { ...notice, to: told });
  await ring(tx, ctx, notice, told, choices);
  const rows = told.flatMap((to) => outboxRows(ctx, notice, to, choices.get(to.userId ?? '')));
  await putInOutbox(tx, [...rows, ...(await teamRows(tx, notice))]);
}

async function ring(
  tx: Tx,
  ctx: Context,
  { event, organisationId, values, path, key }: AnyNotice,
  told: readonly Recipient[],
  choices: Map<string, Choice>,
): Promise<void> {
  const rings = told.flatMap(({ userId, side }) => {
    if (!userId || !choices.get(userId)?.inApp) return [];
    const scope = scopeOf(side, organisationId) || null;
    const id = notificationId(`${key}:${userId}`);
    return [{ id, userId, organisationId: scope, event, values, path, createdAt: ctx.now }];
  });
  if (rings.length > 0) await tx.notification.createMany({ data: rings, skipDuplicates: true });
}

/** The same occasion rings once: its key makes the id. */
const notificationId = (key: string) => idFrom('notification', createHash('sha256').update(key).digest());

/** What leaves the house for one person. */
function outboxRows(ctx: Context, notice: AnyNotice, to: Recipient, choice: Choice | undefined): OutboxRow[] {
  const { event, organisationId, requestId } = notice;
  const rule = ruleOf(event);
  const chosen = choice?.email ?? (rule.isTransactional ? 'now' : rule.email);
  const pace = to.wantsNoMail ? 'off' : chosen;
  const allowed = choice && !rule.breaksQuiet ? nextAllowed(choice.schedule, ctx.now) : ctx.now;
  const heldUntil = allowed > ctx.now ? allowed : undefined;
  const key = `${notice.key}:${recipientKey(to)}`;
  const about = { event, organisationId, requestId, userId: to.userId };
  const line = lineOf(notice, to);
  const rows: OutboxRow[] = [];
  if (pace === 'now')
    rows.push({
      ...{ ...about, key, channel: 'email', recipient: to.email, heldUntil },
      outgoing: mailOf(notice, to, line, key),
    });
  if (pace === 'digest' && choice)
    rows.push({
      ...{ ...about, key, channel: 'email', recipient: to.email, outgoing: { kind: 'line', ...line } },
      heldUntil: nextDigest(choice.schedule, ctx.now),
    });
  const chat = choice?.telegramChatId;
  if (chat)
    rows.push({
      ...{ ...about, key: `${key}:telegram`, channel: 'telegram', recipient: chat, heldUntil },
      outgoing: { kind: 'chat', text: `${line.line}\n${line.url}` },
    });
  return rows;
}

function lineOf({ event, values, path }: AnyNotice, { locale }: Recipient) {
  return { line: wordsOf(locale).line(event, values), url: new URL(path, env.APP_URL).href };
}

type Line = ReturnType<typeof lineOf>;

function mailOf(notice: AnyNotice, to: Recipient, line: Line, key: string): Outgoing {
  const { number, subject } = notice.values;
  const about = number && subject ? { number, subject } : null;
  const letter = notice.mail?.(to) ?? {
    template: 'notice',
    props: { line: line.line, detail: null, about, url: line.url },
  };
  const mail = EmailJob.parse({ ...letter, to: to.email, locale: to.locale, messageId: key });
  const isOptional = !ruleOf(notice.event).isTransactional;
  return {
    ...{ kind: 'mail', mail, line, participantId: to.participantId, hasAccount: Boolean(to.userId) },
    unsubscribe: isOptional ? unsubscribeToken(notice, to) : undefined,
  };
}

/** The team's chat is told once, whoever else is, and has no quiet hours. */
async function teamRows(tx: Tx, notice: AnyNotice): Promise<OutboxRow[]> {
  const { event, organisationId, requestId, key } = notice;
  if (ruleOf(event).audience !== 'staff') return [];
  const { chatId, events } = await readTelegram(tx);
  if (!chatId || !events.includes(event)) return [];
  const { line, url } = lineOf(notice, { name: '', email: '', locale: 'en', side: 'staff' });
  return [
    {
      ...{ key: `${key}:team`, channel: 'telegram', recipient: chatId, event, organisationId, requestId },
      outgoing: { kind: 'chat', text: `${line}\n${url}` },
    },
  ];
}
