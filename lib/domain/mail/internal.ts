import type { Actor, Context } from '@/lib/core/context';
import { type Prisma, type Tx, transaction } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { listSupportCategories } from '@/lib/domain/catalog/queries';
import { openRequest } from '@/lib/domain/support/open-request';
import { postMessage } from '@/lib/domain/support/post-message';
import { addEvent, lockRequest } from '@/lib/domain/support/steps';
import type { ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import type { Target } from './find-target';
import { titleOf } from './rules';
import type { InboundStatus } from './schema';
import { readMailSetting } from './settings';
import { settle } from './settle';
import { type RefusedFile, type TakenFiles, dropFiles, takeFiles, writeFiles } from './take-files';
import { answerOf, requestOf } from './words';

type Taking = {
  mailId: string;
  mail: ParsedMail;
  /** The statuses that it may be taken from. */
  from: readonly InboundStatus[];
  /** What else is written of it. */
  data: Prisma.InboundMailUncheckedUpdateManyInput;
};

/** What is written in the transaction that takes a mail, beside it. */
type Also = (tx: Tx, requestId: string, organisationId: string) => Promise<void>;
const nothing: Also = () => Promise.resolve();

/** Runs what takes a mail; when it fails, the files that were stored for it go again. */
async function withFiles<T>(files: TakenFiles, take: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await transaction(take);
  } catch (error) {
    await dropFiles(files).catch((err: unknown) => log.warn({ err }, 'files of a mail left behind'));
    throw error;
  }
}

const refusedOf = (refused: RefusedFile[]) => (refused.length > 0 ? { refused } : {});

/** Both sides read it: what a mail carried and could not be kept. */
async function tellRefused(
  tx: Tx,
  ctx: Context,
  request: { organisationId: string; id: string },
  refused: readonly RefusedFile[],
): Promise<void> {
  if (refused.length === 0) return;
  const names = refused.map(({ fileName }) => fileName).join(', ');
  await addEvent(tx, ctx, request, 'filesRefused', { names: names.slice(0, 500) });
}

/**
 * Puts the words of a mail into the thread of its request, as its writer's own, with its files and the mail settled, or
 * nothing of it. Errors: those of `postMessage`; `conflict` `mailChanged`.
 */
export async function postMail(
  ctx: Context,
  taking: Taking,
  target: Target,
  also: Also = nothing,
): Promise<{ requestId: string }> {
  const { mailId, mail, from, data } = taking;
  const { organisationId, requestId, author, side, matchedBy } = target;
  const { body, quoted, files } = answerOf(mail);
  const taken = await takeFiles(organisationId, requestId, files);
  return withFiles(taken, async (tx) => {
    const messageId = newId('message');
    const placed = { organisationId, requestId, postedId: messageId, matchedBy };
    await settle(tx, ctx, mailId, from, {
      ...{ ...data, ...placed, status: 'posted', reason: null },
      ...refusedOf(taken.refused),
    });
    const request = await lockRequest(tx, requestId, organisationId);
    const attachments = await writeFiles(tx, ctx, { organisationId, author, mailId }, taken);
    const words = { messageId, body, attachments, quoted: quoted || undefined, mailId };
    await postMessage(tx, ctx, request, author, side, { ...words, via: 'email', format: 'text' });
    if (side === 'staff') await auditReply(tx, ctx, target, { messageId, mailId });
    await tellRefused(tx, ctx, request, taken.refused);
    await also(tx, requestId, organisationId);
    return { requestId };
  });
}

/** An answer of the staff is an act of theirs, by whichever door: written down as whoever answers on the desk is. */
async function auditReply(
  tx: Tx,
  ctx: Context,
  { author, organisationId, requestId }: Target,
  after: { messageId: string; mailId: string },
): Promise<void> {
  if (!('userId' in author)) return;
  const actor: Actor = { kind: 'staff', userId: author.userId, sessionId: '', roles: [] };
  await recordAudit(
    tx,
    { ...ctx, actor },
    {
      ...{ action: 'request.reply', recordType: 'request', recordId: requestId, organisationId },
      after: { ...after, via: 'email' },
    },
  );
}

/**
 * Files a mail as a new request of its writer, in the category that the settings name: held where the credits are there,
 * else unpaid. The mail's id is the key: a mail is one request. Errors: those of `openRequest`; `conflict` `mailChanged`.
 */
export async function fileMail(
  ctx: Context,
  taking: Taking,
  by: { organisationId: string; userId: string },
  also: Also = nothing,
): Promise<{ requestId: string }> {
  const { mailId, mail, from, data } = taking;
  const { organisationId, userId } = by;
  const { description, files } = requestOf(mail);
  const category = await categoryOfMails();
  const taken = await takeFiles(organisationId, null, files);
  return withFiles(taken, async (tx) => {
    const attachments = await writeFiles(tx, ctx, { organisationId, author: { userId }, mailId }, taken);
    const { requestId } = await openRequest(tx, ctx, {
      ...{ organisationId, by: { userId }, via: 'email', category, urgency: 'normal', serviceAffected: '' },
      ...{ subject: titleOf(mail.subject, description), description, attachments },
      ...{ key: `mail:${mailId}`, hash: mailId, pays: 'ifPossible' },
    });
    await settle(tx, ctx, mailId, from, {
      ...{ ...data, organisationId, requestId, status: 'filed', reason: null },
      ...refusedOf(taken.refused),
    });
    await tellRefused(tx, ctx, { organisationId, id: requestId }, taken.refused);
    await also(tx, requestId, organisationId);
    return { requestId };
  });
}

/** The category that the settings name; without one, or when it is gone, the first that is on offer. */
async function categoryOfMails(): Promise<string> {
  const [{ categoryCode }, offered] = [await readMailSetting(), await listSupportCategories()];
  const found = offered.find(({ code }) => code === categoryCode) ?? offered[0];
  invariant(found, 'a catalogue without a category');
  return found.code;
}
