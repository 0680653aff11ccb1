import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import type { AuthenticationResults } from '@/lib/integrations/inbound/authentication-results';
import type { ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import { type KeptMail, type Verdict, judge, resultsOf, senderOf } from './judge';
import { noteBounce } from './note-bounce';
import { readKept } from './read-raw';
import { factsOf, settle } from './settle';
import { fileMail, postMail } from './internal';
import { tellOfClosed } from './tell-of-closed';
import { tellOfQuarantine } from './tell-of-quarantine';

/** The columns that say what to decide on. */
export const keptFields = {
  ...{ id: true, envelopeFrom: true, recipients: true, storageKey: true, authentication: true },
} as const;

type Row = Omit<KeptMail, 'authentication'> & { authentication: unknown };
export const keptOf = (row: Row): KeptMail => ({
  ...row,
  authentication: row.authentication as AuthenticationResults[] | null,
});

/**
 * Decides what a kept mail is for and does it: parked, quarantined, posted into its request, or filed as a new one. A
 * second run finds it decided and does nothing. Errors: `provider_unavailable` when the storage is down: the job is tried
 * again.
 */
export async function processMail(ctx: Context, { mailId }: { mailId: string }): Promise<void> {
  authorise(ctx, 'webhooks:receive');
  const row = await db.inboundMail.findUnique({
    where: { id: mailId },
    select: { ...keptFields, status: true },
  });
  if (row?.status !== 'received') return;
  const kept = keptOf(row);
  const read = await readKept(kept.storageKey);
  try {
    if ('mail' in read) await carryOut(ctx, kept, read.mail, await judge(kept, read.mail, ctx.now));
    else await refuse(ctx, kept);
  } catch (error) {
    // Another run of this very job was faster.
    if (!(error instanceof AppError && error.reason === 'mailChanged')) throw error;
  }
}

async function carryOut(ctx: Context, kept: KeptMail, mail: ParsedMail, verdict: Verdict): Promise<void> {
  const data = factsOf(mail, senderOf(mail), resultsOf(kept, mail));
  const taking = { mailId: kept.id, mail, from: ['received' as const], data };
  switch (verdict.act) {
    case 'post':
      return postOrKeep(ctx, taking, verdict.target);
    case 'file':
      await fileMail(ctx, taking, verdict);
      return;
    case 'bounce':
      return transaction(async (tx) => {
        const place = await noteBounce(tx, ctx, verdict.report);
        await settle(tx, ctx, kept.id, ['received'], {
          ...data,
          ...place,
          status: 'parked',
          reason: 'bounce',
        });
      });
    case 'park':
      return transaction((tx) =>
        settle(tx, ctx, kept.id, ['received'], { ...data, ...placeOf(verdict), status: 'parked' }),
      );
    case 'quarantine':
      return setAside(ctx, taking, verdict);
  }
}

/** Nobody can read it; its bytes are kept, and somebody is told. */
async function refuse(ctx: Context, { id, envelopeFrom }: KeptMail): Promise<void> {
  await transaction(async (tx) => {
    await settle(tx, ctx, id, ['received'], { status: 'failed', reason: 'unreadable' });
    await tellOfQuarantine(tx, ctx, { id, sender: envelopeFrom, subject: '' });
  });
}

type Aside = Extract<Verdict, { act: 'park' | 'quarantine' }>;
type Taking = Parameters<typeof postMail>[1] & { data: ReturnType<typeof factsOf> };

const placeOf = ({ reason, place }: Aside) => ({
  reason,
  ...(place && {
    organisationId: place.organisationId,
    requestId: place.requestId,
    matchedBy: place.matchedBy,
  }),
});

async function setAside(
  ctx: Context,
  { mailId, data, from }: Taking,
  verdict: Aside,
  also: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await transaction(async (tx) => {
    await settle(tx, ctx, mailId, from, { ...data, ...placeOf(verdict), status: 'quarantined' });
    await tellOfQuarantine(tx, ctx, { id: mailId, sender: data.fromAddress, subject: data.subject });
    await also(tx);
  });
}

/** A request that takes no words any more loses none: the mail waits for somebody's look. */
async function postOrKeep(
  ctx: Context,
  taking: Taking,
  target: Parameters<typeof postMail>[2],
): Promise<void> {
  try {
    await postMail(ctx, taking, target);
  } catch (error) {
    if (!(error instanceof AppError && error.reason === 'requestClosed')) throw error;
    await setAside(ctx, taking, { act: 'quarantine', reason: 'closed', place: target }, (tx) =>
      tellOfClosed(tx, ctx, target),
    );
  }
}
