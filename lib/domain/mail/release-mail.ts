import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { ensureContact } from '@/lib/domain/support/contacts';
import type { ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import { type Target, organisationsOf, writerOn } from './find-target';
import { senderOf } from './judge';
import { readKept } from './read-raw';
import { isOpen, openFrom } from './release-rules';
import { InboundInput, ReleaseMailInput } from './schema';
import { mailChanged, settle } from './settle';
import { fileMail, postMail } from './internal';

type Input = z.output<typeof ReleaseMailInput>;

/**
 * Lets a mail in that waited for somebody's look: into the request whose number is given, or as a new one of its sender.
 * In a request it stands as its sender's words; one who has no part in it becomes a contact who follows it from then on.
 * Errors: `not_found`; `conflict` `mailChanged`, `requestClosed`; `invalid` `mailUnreadable`, `mailSenderUnknown`, or on
 * `number` and `organisationId`.
 */
export async function releaseMail(
  ctx: Context,
  input: z.input<typeof ReleaseMailInput>,
): Promise<{ requestId: string }> {
  authorise(ctx, 'desk:assign');
  const wanted = parse(ReleaseMailInput, input);
  const row = await waiting(wanted.mailId);
  const read = await readKept(row.storageKey);
  if (!('mail' in read)) throw new AppError('invalid', 'mailUnreadable');
  const { mail } = read;
  const sender = senderOf(mail);
  if (!sender) throw new AppError('invalid', 'mailSenderUnknown');
  const taking = { mailId: row.id, mail, from: openFrom, data: { releasedById: caller(ctx) } };
  const audit = (tx: Tx, requestId: string, organisationId: string) =>
    recordAudit(tx, ctx, {
      ...{ action: 'mail.release', recordType: 'mail', recordId: row.id, organisationId },
      ...{ before: { status: row.status, reason: row.reason }, after: { requestId } },
    });
  if (wanted.number === '') return fileMail(ctx, taking, await filer(sender, wanted), audit);
  return postMail(ctx, taking, await targetOf(ctx, wanted, mail, sender), audit);
}

/** Decides that a mail is for nobody. Its bytes stay as long as all mails'. Errors: `not_found`, `conflict`. */
export async function rejectMail(ctx: Context, input: z.input<typeof InboundInput>): Promise<void> {
  authorise(ctx, 'desk:assign');
  const { mailId } = parse(InboundInput, input);
  const row = await waiting(mailId, ['failed']);
  await transaction(async (tx) => {
    const decided = { status: 'parked', reason: 'rejected', releasedById: caller(ctx) } as const;
    await settle(tx, ctx, mailId, ['quarantined', 'failed'], decided);
    await recordAudit(tx, ctx, {
      ...{ action: 'mail.reject', recordType: 'mail', recordId: mailId },
      ...{ organisationId: row.organisationId ?? undefined },
      ...{ before: { status: row.status, reason: row.reason }, after: { status: 'parked' } },
    });
  });
}

async function waiting(mailId: string, also: string[] = []) {
  const row = await db.inboundMail.findUnique({ where: { id: mailId } });
  if (!row) throw notFound();
  if (!isOpen(row) && !also.includes(row.status)) throw mailChanged();
  return row;
}

const wrong = (field: string, key: string) =>
  new AppError('invalid', 'invalidInput', { fields: { [field]: key } });

/** Who files it: the sender, in their only organisation or the one that was chosen. */
async function filer(sender: string, { organisationId }: Input) {
  const all = await organisationsOf(sender);
  if (all.length === 0) throw new AppError('invalid', 'mailSenderUnknown');
  const found = organisationId ? all.find((one) => one.organisationId === organisationId) : all[0];
  if (!found || (!organisationId && all.length > 1)) throw wrong('organisationId', 'required');
  return found;
}

/** The request of that number, and as whom the sender stands in it. */
async function targetOf(ctx: Context, { number }: Input, mail: ParsedMail, sender: string): Promise<Target> {
  const request = await db.request.findFirst({
    where: { number },
    select: { organisationId: true, id: true },
  });
  if (!request) throw wrong('number', 'unknownRequest');
  const { organisationId, id: requestId } = request;
  const place = { organisationId, requestId, matchedBy: 'staff' } as const;
  const writer = await writerOn(place, sender);
  if ('author' in writer) return { ...place, ...writer };
  const name = mail.from[0]?.name.trim().slice(0, 120) || undefined;
  const contactId = await transaction((tx) =>
    ensureContact(tx, ctx, { organisationId, email: sender, name }),
  );
  return { ...place, author: { contactId }, side: 'customer' };
}
