import { type Prisma, db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { DAY_MS } from '@/lib/core/time';
import { type AuthenticationResults, domainOf } from '@/lib/integrations/inbound/authentication-results';
import type { BounceReport } from '@/lib/integrations/inbound/bounce';
import { classify } from '@/lib/integrations/inbound/classify';
import type { ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import { ownResults, provesSender } from '@/lib/integrations/inbound/sender-proof';
import { type Target, findTarget, organisationsOf } from './find-target';
import { isLoop, saysNothing } from './rules';
import type { InboundReason } from './schema';
import { readMailSetting } from './settings';

export type KeptMail = {
  id: string;
  envelopeFrom: string;
  recipients: string[];
  storageKey: string;
  /** What the hook's provider said; null where a mail server of ours says it in the head. */
  authentication: AuthenticationResults[] | null;
};

/** Where a mail would have gone, where that much is known of it. */
type Place = { organisationId: string; requestId: string; matchedBy: string };

export type Verdict =
  | { act: 'park'; reason: InboundReason; place?: Place }
  | { act: 'bounce'; report: BounceReport }
  | { act: 'quarantine'; reason: InboundReason; place?: Place }
  | { act: 'post'; target: Target }
  | { act: 'file'; organisationId: string; userId: string };

const TEN_MINUTES_MS = 600_000;
const park = (reason: InboundReason, place?: Place): Verdict => ({ act: 'park', reason, place });
const quarantine = (reason: InboundReason, place?: Place): Verdict => ({ act: 'quarantine', reason, place });

/** The one mailbox that a mail says it is from, in lower case; null where it names none or several. */
export function senderOf(mail: Pick<ParsedMail, 'from'>): string | null {
  const [first, ...others] = mail.from;
  const address = first?.address.trim().toLowerCase() ?? '';
  return others.length === 0 && /^[^\s@<>]+@[^\s@<>]+$/.test(address) ? address : null;
}

// Servers repeat MAIL FROM in what they say, and few escape it: these signs could make it say more.
const ODD = /[\s"()\\;,<>]/;

/**
 * What servers that we believe say of its sender: the hook's provider, or else our own mail server in its head. Nothing
 * where MAIL FROM is an address that nobody has who only wants to write.
 */
export function resultsOf(kept: KeptMail, mail: ParsedMail): AuthenticationResults[] {
  if (ODD.test(kept.envelopeFrom)) return [];
  return kept.authentication ?? ownResults(mail.headers, (env.MAIL_AUTHSERV_ID ?? '').split(','));
}

/**
 * What becomes of a mail: needed by nobody (machines, loops), somebody must look (not proven, not known), words for a
 * request, or a new request of exactly one organisation. Only a sender whom a server vouches for is believed.
 */
export async function judge(kept: KeptMail, mail: ParsedMail, now: Date): Promise<Verdict> {
  const kind = classify(mail, kept.envelopeFrom);
  if (kind.kind === 'bounce') return { act: 'bounce', report: kind.report };
  if (kind.kind === 'automatic') return park(kind.reason);
  if (saysNothing(mail)) return park('empty');
  const sender = senderOf(mail);
  if (!sender) return quarantine(mail.from.length > 1 ? 'severalSenders' : 'unknownSender');
  const facts = {
    addresses: [...kept.recipients, ...mail.addressed],
    ...{ refersTo: mail.refersTo, subject: mail.subject, sender },
  };
  const found = await findTarget(facts);
  if (!provesSender(resultsOf(kept, mail), domainOf(sender) ?? ''))
    return quarantine('unauthenticated', found ?? undefined);
  if (found && 'refusal' in found) return quarantine(found.refusal, found);
  const loop = await loopOf(now, kept.id, sender, found?.requestId);
  if (loop) return { act: loop, reason: 'loop', place: found ?? undefined };
  return found ? { act: 'post', target: found } : anew(sender);
}

async function anew(sender: string): Promise<Verdict> {
  const [only, ...others] = await organisationsOf(sender);
  if (!only) return quarantine('unknownSender');
  if (others.length > 0) return quarantine('severalOrganisations');
  const { acceptNew } = await readMailSetting();
  const { organisationId, userId } = only;
  return acceptNew ? { act: 'file', organisationId, userId } : quarantine('noNew');
}

/**
 * Counts what one sender has sent to one request, or without one, whatever became of it. The first mail that is too much
 * waits for somebody's look, for it may be a person after all; those after it are parked.
 */
async function loopOf(
  now: Date,
  id: string,
  sender: string,
  requestId?: string,
): Promise<'quarantine' | 'park' | null> {
  const place: Prisma.InboundMailWhereInput = requestId
    ? { requestId }
    : { OR: [{ status: 'filed' }, { reason: 'loop', requestId: null }] };
  const since = (ms: number, more: Prisma.InboundMailWhereInput = {}) =>
    db.inboundMail.count({
      where: {
        ...{ fromAddress: sender, id: { not: id }, receivedAt: { gte: new Date(now.getTime() - ms) } },
        AND: [place, more],
      },
    });
  const [lately, today] = await Promise.all([since(TEN_MINUTES_MS), since(DAY_MS)]);
  if (!isLoop(requestId ? 'request' : 'new', lately, today)) return null;
  return (await since(DAY_MS, { reason: 'loop' })) > 0 ? 'park' : 'quarantine';
}
