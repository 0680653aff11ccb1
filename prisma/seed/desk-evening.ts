import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { createDeployment } from '@/lib/domain/deployments/manage-deployment';
import { saveReply } from '@/lib/domain/desk/save-reply';
import { saveView } from '@/lib/domain/desk/save-view';
import { scopeOfCall } from '@/lib/domain/inbox/scope';
import { fileInbox } from '@/lib/domain/inbox/write-inbox';
import { processMail } from '@/lib/domain/mail/process-mail';
import { receiveMail } from '@/lib/domain/mail/receive-mail';
import { proposeQuote } from '@/lib/domain/quotes/propose-quote';
import { newQuoteId } from '@/lib/domain/quotes/schema';
import type { Acting } from './acting';

const replies = [
  {
    name: 'Ask for the steps',
    body: 'Hello {{customer.firstName}},\n\nthank you for {{request.number}}. Which steps lead there, and since when? A log of the minute in which it happens helps most.\n\n{{me.firstName}}',
  },
  {
    name: 'It is running again',
    body: 'Hello {{customer.firstName}},\n\n{{request.service}} is running again. Please look at your side too; I leave this open until you have.\n\n{{me.firstName}}',
  },
  {
    name: 'We need access',
    body: 'To look into it we need to read the logs of {{request.service}}. Please give access to the support role, and take it back when we are done.',
  },
] as const;

/** What the last evening left on the desk: by the verbs themselves, as people would have done it. */
export async function tellDesk(people: Acting): Promise<void> {
  const admin = people.clerk('admin');
  for (const reply of replies) await saveReply(admin, { replyId: newId('cannedReply'), ...reply });
  await saveView(admin, {
    ...{ viewId: newId('savedView'), name: 'Due next', isShared: true },
    filters: { view: 'open', sort: 'due' },
  });
  await quote(admin);
  await reportFromShop(people.owner('lighthouse'), people.job('demo'));
  await receive(people.job('demo'), outOfOffice);
  await receive(people.job('demo'), unproven);
}

/** A price for more work than was thought of, which waits for the customer. */
async function quote(admin: Context): Promise<void> {
  const request = await db.request.findFirstOrThrow({
    where: { organisation: { name: { startsWith: 'Halcyon' } }, status: 'in_progress' },
    orderBy: { createdAt: 'desc' },
  });
  await proposeQuote(admin, {
    ...{ requestId: request.id, quoteId: newQuoteId(), credits: '180' },
    body: 'The cause is in how orders are queued. We would move them to a queue with retries: about a day of work, with tests.',
  });
}

/** The customer's own shop has our inbox in it; one of its people wrote there. */
async function reportFromShop(owner: Context, job: Context): Promise<void> {
  await createDeployment(owner, {
    ...{ code: 'lighthouse-shop', name: 'Lighthouse Shop' },
    origins: ['http://localhost:4000'],
  });
  const shop = { ...job, organisationId: owner.organisationId };
  const scope = await scopeOfCall(shop, {
    ...{ deployment: 'lighthouse-shop', reporter: 'jonas@lighthouse-shop.test', name: 'Jonas Berg' },
  });
  await fileInbox(scope, shop, {
    ...{ subject: 'Labels print twice since this morning', category: 'bug' },
    body: 'Every shipping label comes out of the printer twice. It began after the update at nine.',
  });
}

async function receive(job: Context, lines: readonly string[]): Promise<void> {
  const raw = Buffer.from(lines.join('\r\n'));
  const { id } = await receiveMail(job, {
    ...{ source: 'smtp', raw, envelopeFrom: 'someone@elsewhere.test' },
    recipients: ['support@meterdesk.test'],
  });
  await processMail(job, { mailId: id });
}

const outOfOffice = [
  'From: Ola Nordmann <ola@lighthouse.test>',
  'To: support@meterdesk.test',
  'Subject: Automatic reply: Your request was resolved',
  'Message-ID: <away-1@lighthouse.test>',
  'Auto-Submitted: auto-replied',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'I am away until Monday. For urgent matters please write to billing@lighthouse.test.',
  '',
];

const unproven = [
  'From: Lighthouse billing <billing@lighthouse.test>',
  'To: support@meterdesk.test',
  'Subject: Please change our bank account',
  'Message-ID: <urgent-1@elsewhere.test>',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Our bank account has changed. Send refunds to the new one from today on.',
  '',
];
