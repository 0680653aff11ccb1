import { z } from 'zod';
import { countUnreadByKey, fileByKey, getByKey, listByKey, replyByKey } from '@/lib/domain/inbox/by-key';
import {
  FileByApiInput,
  type InboxMessage,
  type InboxSummary,
  ListByApiInput,
  OfReporter,
  ReplyByApiInput,
  RequestNumber,
  answers,
} from '@/lib/domain/inbox/schema';
import { call } from '../call';
import { listOf } from '../list';

const ofPair = { deployment: 'shop-eu', reporter: 'sam@shop.example.com' };
const params = z.object({ number: RequestNumber });
const number = 'REQ-2026-000123';
const summary: InboxSummary = {
  ...{ number, subject: 'The checkout fails', status: 'in_progress', category: 'Something is broken' },
  ...{ urgency: 'normal', reporter: { email: ofPair.reporter, name: 'Sam' }, unread: 1 },
  ...{ createdAt: '2026-11-21T10:00:00.000Z', updatedAt: '2026-11-21T11:30:00.000Z' },
};
const message: InboxMessage = {
  id: 'msg_01kahw5xd3e6mrxq06h0gz5b2n',
  ...{ author: { name: 'Ada', side: 'staff' }, isOwn: false, format: 'markdown', attachments: [] },
  ...{ body: 'Which browser do you use?', createdAt: '2026-11-21T11:30:00.000Z', editedAt: null },
};

/** What they have in common: of the pair of deployment and reporter, and a key that needs no wallet. */
const shared = { group: 'support', scope: 'support:write', customer: 'optional' } as const;

export const supportCalls = [
  call({
    ...shared,
    ...{ name: 'fileSupportRequest', method: 'POST', path: '/support/requests' },
    body: FileByApiInput,
    answer: { name: 'FiledSupportRequest', schema: answers.FiledAnswer },
    ...{ status: 201, errors: [] },
    example: {
      body: {
        ...{ deployment: ofPair.deployment, reporter: { email: ofPair.reporter, name: 'Sam' } },
        ...{ subject: 'The checkout fails', body: 'Since this morning every checkout ends in an error.' },
        ...{ urgency: 'normal' },
      },
      answer: {
        ...{ number, status: 'new', price: '25' },
        url: 'https://portal.example.com/support/requests/req_01kahw5xd3e6mrxq06h0gz5b2n',
      },
    },
    run: (ctx, { body, idempotencyKey }) => fileByKey(ctx, { ...body, idempotencyKey }),
  }),
  call({
    ...shared,
    ...{ name: 'listSupportRequests', method: 'GET', path: '/support/requests' },
    query: ListByApiInput,
    answer: { name: 'SupportRequestList', schema: listOf(answers.InboxSummary) },
    ...{ status: 200, errors: [] },
    example: { query: ofPair, answer: { data: [summary], nextCursor: null } },
    run: (ctx, { query }) => listByKey(ctx, query),
  }),
  call({
    ...shared,
    ...{ name: 'getSupportRequest', method: 'GET', path: '/support/requests/{number}' },
    ...{ params, query: OfReporter },
    answer: { name: 'SupportRequest', schema: answers.InboxRequest },
    ...{ status: 200, errors: [] },
    example: {
      ...{ params: { number }, query: ofPair },
      answer: {
        ...{ ...summary, body: 'Since this morning every checkout ends in an error.', attachments: [] },
        ...{ messages: [message], resolution: null, mayReply: true },
      },
    },
    run: (ctx, { params: { number: of }, query }) => getByKey(ctx, { number: of, ...query }),
  }),
  call({
    ...shared,
    ...{ name: 'replySupportRequest', method: 'POST', path: '/support/requests/{number}/messages' },
    ...{ params, body: ReplyByApiInput },
    answer: { name: 'SupportMessage', schema: answers.RepliedAnswer },
    ...{ status: 201, errors: ['request_closed'] },
    example: {
      params: { number },
      body: {
        ...{ deployment: ofPair.deployment, reporter: { email: ofPair.reporter } },
        body: 'Firefox 142.',
      },
      answer: { messageId: message.id },
    },
    run: (ctx, { params: { number: of }, body, idempotencyKey }) =>
      replyByKey(ctx, { number: of, ...body, idempotencyKey }),
  }),
  call({
    ...shared,
    ...{ name: 'getSupportUnread', method: 'GET', path: '/support/unread' },
    query: OfReporter,
    answer: { name: 'SupportUnread', schema: answers.UnreadAnswer },
    ...{ status: 200, errors: [] },
    example: { query: ofPair, answer: { unread: 1 } },
    run: (ctx, { query }) => countUnreadByKey(ctx, query),
  }),
];
