import type { Context } from '@/lib/core/context';
import type { AuthorSide, MessageVia, Tx } from '@/lib/core/db';
import { announce } from '@/lib/domain/notifications/announce';
import { readColleague, readStaff } from '@/lib/domain/notifications/read-staff';
import type { Recipient } from '@/lib/domain/notifications/recipient';
import { type LockedRequest, customerUrl, deskUrl } from './internal';
import { type Author, othersOf } from './participants';
import { excerpt } from './rules';

type Posted = { author: Author; side: AuthorSide; messageId: string; body: string; via?: MessageVia };

/** Tells the other side of a message; colleagues of the author see it by their unread count alone. */
export async function tellOfMessage(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  { author, side, messageId, body, via }: Posted,
): Promise<void> {
  // The noun of approvals tells of a decision in its own words.
  if (via === 'approval') return;
  const { organisationId, id, number, subject } = request;
  const name = await nameOf(tx, organisationId, author);
  const isAnswer = side === 'staff';
  const audience = isAnswer ? ('customer' as const) : ('expert' as const);
  const url = isAnswer ? customerUrl(id) : deskUrl(id);
  await announce(tx, ctx, {
    ...{ event: isAnswer ? 'messageFromStaff' : 'messageFromCustomer', organisationId, requestId: id },
    to: await hearers(tx, request, author, side),
    values: { number, subject, author: name },
    path: new URL(url).pathname,
    mail: () => ({
      template: 'request-reply',
      props: { audience, number, subject, author: name, excerpt: excerpt(body), url },
    }),
    key: `request-reply:${messageId}`,
  });
}

/** Those of the other side who follow it; while nobody has the request, it rings with whoever runs the desk, too. */
async function hearers(
  tx: Tx,
  request: LockedRequest,
  author: Author,
  side: AuthorSide,
): Promise<Recipient[]> {
  const followers = (await othersOf(tx, request, author)).filter((one) => one.side !== side);
  if (side === 'staff' || (await readColleague(tx, request.expertId)).length > 0) return followers;
  const desk = await readStaff(tx);
  // Followers last: told once, they are told as followers.
  return [...desk.map((one) => ({ ...one, wantsNoMail: true })), ...followers];
}

/** Who wrote, as those who hear of it know them. */
export async function nameOf(tx: Tx, organisationId: string, author: Author): Promise<string> {
  const select = { name: true };
  if ('userId' in author)
    return (await tx.user.findUniqueOrThrow({ where: { id: author.userId }, select })).name;
  const key = { organisationId, id: author.contactId };
  return (await tx.contact.findUniqueOrThrow({ where: { organisationId_id: key }, select })).name;
}
