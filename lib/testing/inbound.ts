import { type Context, caller, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { replyAddress } from '@/lib/core/reply-token';
import { processMail } from '@/lib/domain/mail/process-mail';
import { receiveMail } from '@/lib/domain/mail/receive-mail';
import { join } from '@/lib/domain/support/participants';
import { NOW, job } from './factories';
import { type MailFilling, mailFixture, provenBy } from './mails';
import { assignedRequest } from './requests';

/** Brings a mail in by its verbs, as a door and the worker do, and gives what became of it. */
export async function deliverMail(
  raw: Uint8Array,
  { envelopeFrom, recipients, now = NOW }: { envelopeFrom: string; recipients: string[]; now?: Date },
) {
  const ctx = job(now);
  const { id: mailId } = await receiveMail(ctx, { source: 'raw', raw, envelopeFrom, recipients });
  await processMail(ctx, { mailId });
  return db.inboundMail.findUniqueOrThrow({ where: { id: mailId } });
}

/** The name of our own mail server in tests. */
export const SERVER = 'mx.meterdesk.test';

export const addressOf = async (ctx: Context) =>
  (await db.user.findUniqueOrThrow({ where: { id: caller(ctx) } })).email;

/** A request in work, and the reply address of its customer. */
export async function inWork() {
  const made = await assignedRequest({ inWork: true });
  const key = { organisationId: tenant(made.member), id: made.requestId };
  const participantId = await transaction((tx) =>
    join(tx, job(), key, { userId: caller(made.member) }, 'customer'),
  );
  return { ...made, key, from: await addressOf(made.member), to: replyAddress(participantId) };
}

export const proven = (from: string) => provenBy(SERVER, from.split('@')[1] ?? '');

/** Delivers a fixture as the customer's own, proven. */
export const answer = (name: string, filling: MailFilling & { from: string; to: string }) =>
  deliverMail(mailFixture(name, { id: `${filling.to}.${name}@mail`, ...filling }, proven(filling.from)), {
    envelopeFrom: filling.from,
    recipients: [filling.to],
  });
