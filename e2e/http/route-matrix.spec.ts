import { jobContext } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { issueCreditNote, issuePaidInvoice } from '@/lib/domain/invoices/steps';
import { receiveMail } from '@/lib/domain/mail/receive-mail';
import { uploadAttachment } from '@/lib/domain/support/upload-attachment';
import { invoiceFor } from '@/lib/testing/invoices';
import { mailFixture } from '@/lib/testing/mails';
import { filing } from '@/lib/testing/requests';
import { type Cast, callers, columns, newCast } from '../fixtures/cast';
import { type Answer, ask } from '../fixtures/http';
import { fileAs, ownerContext } from '../fixtures/requests';
import { expect, test } from '../fixtures/test';
import { existingRoutes, routeTable } from './routes';

test('every route has a row, and every row a route', () => {
  const routes = existingRoutes();
  expect(routes.length).toBeGreaterThan(30);
  expect(Object.keys(routeTable).toSorted()).toEqual(routes.toSorted());
});

/** What an answer is, in the signs of the table. */
function signOf({ status, headers }: Answer): string {
  if (status >= 300 && status < 400) {
    const to = new URL(headers.location ?? '', 'http://here');
    return to.pathname === '/sign-in' ? 'S' : 'R';
  }
  const signs: Record<number, string> = { 200: 'O', 401: 'U', 403: 'F', 404: 'N', 405: 'M' };
  if ([400, 409, 411, 413, 415, 422].includes(status)) return 'I';
  return signs[status] ?? String(status);
}

/** A transfer with a proof and a dispute of somebody. */
async function paymentOf(owner: Cast['owner'], storageKey: string | null, now: Date) {
  const { organisationId, userId } = owner;
  const ids = { paymentId: newId('payment'), proofId: newId('proof'), disputeId: newId('dispute') };
  const money = { amountMinor: 1_000n, currency: 'USD' };
  const purchaseId = newId('purchase');
  await db.purchase.create({
    data: {
      ...{
        organisationId,
        id: purchaseId,
        packCode: 'pack-100',
        packName: '100 credits',
        creditsMicro: 100_000_000n,
      },
      ...{
        listPriceMinor: 1_000n,
        totalMinor: 1_000n,
        currency: 'USD',
        factors: [],
        createdAt: now,
        expiresAt: now,
      },
    },
  });
  await db.payment.create({
    data: {
      ...{
        organisationId,
        id: ids.paymentId,
        purchaseId,
        provider: 'bank_transfer',
        ...money,
        createdAt: now,
      },
      ...{ reference: `MD-${ids.paymentId.slice(-8).toUpperCase()}`, status: 'open' },
    },
  });
  await db.proof.create({
    data: {
      ...{ organisationId, id: ids.proofId, paymentId: ids.paymentId, fileName: 'proof.png' },
      ...{ mediaType: 'image/png', sizeBytes: 16, sha256: ids.proofId, storageKey: storageKey ?? '' },
      ...{ statedMinor: 1_000n, statedOn: now, statedReference: 'x', uploadedById: userId, createdAt: now },
    },
  });
  await db.dispute.create({
    data: {
      ...{ organisationId, id: ids.disputeId, paymentId: ids.paymentId, ...money, openedAt: now },
      ...{ providerDisputeId: ids.disputeId, reason: 'fraudulent', status: 'needs_response' },
    },
  });
  await db.disputeEvidence.create({
    data: {
      ...{ organisationId, disputeId: ids.disputeId, position: 1, kind: 'receipt', body: '' },
      ...{ fileName: 'receipt.png', mediaType: 'image/png', storageKey, addedById: userId, addedAt: now },
    },
  });
  return ids;
}

let cast: Cast;
let addressOf: (pattern: string) => string;

test.beforeAll(async () => {
  cast = await newCast();
  const { owner } = cast;
  const ctx = ownerContext(owner);
  const bytes = new TextEncoder().encode('a line of a log\n');
  const file = await uploadAttachment(ctx, { fileName: 'server.log', bytes });
  const { requestId } = await fileAs(owner, { ...filing(), attachments: [file.id] as never[] });
  const purchase = await db.purchase.create({
    data: {
      ...{ organisationId: owner.organisationId, id: newId('purchase'), createdById: owner.userId },
      ...{ packCode: 'pack-100', packName: '100 credits', creditsMicro: 100_000_000n, currency: 'USD' },
      ...{ listPriceMinor: 1_000n, totalMinor: 1_000n, factors: [], status: 'cancelled' },
      ...{ createdAt: ctx.now, expiresAt: ctx.now, closedAt: ctx.now },
    },
  });
  const { storageKey } = await db.attachment.findFirstOrThrow({ where: { id: file.id } });
  const made = await db.export.create({
    data: {
      ...{ organisationId: owner.organisationId, id: newId('export'), createdById: owner.userId, storageKey },
      ...{ kind: 'entries', format: 'csv', filters: { from: '2026-11-01', to: '2026-11-02' } },
      ...{ status: 'ready', createdAt: ctx.now, expiresAt: addDays(ctx.now, 7) },
    },
  });
  const reported = await db.errorGroup.create({
    data: {
      ...{ organisationId: owner.organisationId, id: newId('errorGroup'), fingerprint: 'matrix' },
      ...{ message: 'It broke', firstSeenAt: ctx.now, lastSeenAt: ctx.now },
    },
  });
  const draft = invoiceFor(owner.organisationId);
  const invoice = await transaction((tx) => issuePaidInvoice(tx, ctx, draft, { provider: 'stripe' }));
  const note = await transaction((tx) =>
    issueCreditNote(tx, ctx, {
      ...{ organisationId: owner.organisationId, invoiceId: invoice.id, amountMinor: 1n, reason: 'Outage' },
    }),
  );
  const document = await db.document.create({
    data: {
      ...{ organisationId: owner.organisationId, id: newId('document'), storageKey, createdAt: ctx.now },
      ...{ kind: 'invoice', subject: invoice.number ?? '', paper: 'a4', status: 'ready' },
    },
  });
  const { paymentId, proofId, disputeId } = await paymentOf(owner, storageKey, ctx.now);
  const run = await db.reconciliationRun.create({
    data: {
      ...{ id: newId('reconciliation'), provider: 'stripe', fromOn: ctx.now, toOn: ctx.now },
      ...{ status: 'ready', counts: {}, createdAt: ctx.now, finishedAt: ctx.now },
    },
  });
  const month = ctx.now.toISOString().slice(0, 7);
  const app = await db.app.create({ data: { id: newId('app'), name: newId('app'), createdAt: ctx.now } });
  const raw = mailFixture('gmail-en', { id: newId('message') });
  const mail = await receiveMail(jobContext('matrix', ctx.now), {
    ...{ source: 'raw', raw, envelopeFrom: '', recipients: [] },
  });
  const values: [string, string][] = [
    ['[...path]', 'credits/balance'],
    ['[...nextauth]', 'csrf'],
    ['[purpose]', 'sign-in?token=x'],
    ['[set]', 'purchases'],
    ['[attachmentId]', file.id],
    ['/mail/[provider]', '/mail/raw'],
    ['/mail/[id]', `/mail/${mail.id}`],
    ['/admin/apps/[id]', `/admin/apps/${app.id}`],
    ['/admin/customers/[id]', `/admin/customers/${owner.organisationId}`],
    ['/credit-notes/[number]', `/credit-notes/${note.number}`],
    ['/statements/[id]', `/statements/${owner.organisationId}`],
    ['/invoices/[number]', `/invoices/${invoice.number}`],
    ['/documents/[id]', `/documents/${document.id}`],
    ['/exports/[id]', `/exports/${made.id}`],
    ['/errors/[id]', `/errors/${reported.id}`],
    ['[seq]', '1'],
    ['/purchases/[id]', `/purchases/${purchase.id}`],
    ['/payments/[id]', `/payments/${paymentId}`],
    ['/proofs/[id]', `/proofs/${proofId}`],
    ['/disputes/[id]', `/disputes/${disputeId}`],
    ['/reconciliation/[id]', `/reconciliation/${run.id}`],
    ['[position]', '1'],
    ['[tab]', 'balance'],
    ['[month]', month],
    ['/attachments/[id]', `/attachments/${file.id}`],
    ['/requests/[id]', `/requests/${requestId}`],
  ];
  addressOf = (pattern) => values.reduce((address, [name, value]) => address.replace(name, value), pattern);
});

for (const [route, row] of Object.entries(routeTable)) {
  const [method = '', pattern = ''] = route.split(' ');
  test(`${route} answers each caller as its row says`, async () => {
    const address =
      method === 'POST' ? addressOf(pattern).replace('csrf', 'callback/password') : addressOf(pattern);
    const how =
      method === 'GET' || method === 'HEAD'
        ? {}
        : pattern.startsWith('/api/auth')
          ? { body: 'email=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
          : { body: '' };
    const answers = await Promise.all(
      callers.map((caller) => ask(method, address, { as: cast[caller], ...how })),
    );
    const found = Object.fromEntries(callers.map((caller, nth) => [caller, signOf(answers[nth] as Answer)]));
    expect(found).toEqual(columns(row));
  });
}
