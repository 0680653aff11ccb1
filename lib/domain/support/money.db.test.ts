import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller, tenant } from '@/lib/core/context';
import { type QuoteStatus, type RequestStatus, db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { grantPurchase } from '@/lib/domain/payments/grant-purchase';
import { acceptQuote } from '@/lib/domain/quotes/accept-quote';
import { declineQuote } from '@/lib/domain/quotes/decline-quote';
import { proposeQuote } from '@/lib/domain/quotes/propose-quote';
import { newQuoteId } from '@/lib/domain/quotes/schema';
import { watchClocks } from '@/lib/domain/sla/watch-clocks';
import { expireCredits, recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken } from '@/lib/testing/payments';
import { filing } from '@/lib/testing/requests';
import { promise } from '@/lib/testing/service-levels';
import { assignRequest } from './assign-request';
import { cancelRequest } from './cancel-request';
import { changeUrgency } from './change-urgency';
import { closeResolvedRequests } from './close-resolved-requests';
import { fileRequest } from './file-request';
import { fundPaid } from './fund-paid';
import { fundRequest } from './fund-request';
import { openRequest } from './open-request';
import { replyAsCustomer } from './reply-as-customer';
import { resolveRequest } from './resolve-request';
import { sellByCard } from './sell-by-card';
import { startWork } from './start-work';
import { waitForCustomer } from './wait-for-customer';
import { withdrawRequest } from './withdraw-request';

const HOUR = 3_600_000;
const nth = fc.nat(5);
const Act = fc.oneof(
  { weight: 9, arbitrary: fc.record({ act: fc.constant('onward'), nth }) },
  fc.record({ act: fc.constantFrom('file', 'file for a card', 'file for a quote') }),
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('resolve', 'start', 'reply', 'propose', 'accept'), nth }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom('pay', 'fund', 'decline', 'wait', 'cancel', 'withdraw'),
      nth,
    }),
  },
  fc.record({ act: fc.constantFrom('close', 'watch', 'expire', 'recognise', 'urgency'), nth }),
);
const Step = fc.record({ org: fc.nat(1), hours: fc.integer({ min: 0, max: 9 }), what: Act });
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;
type What = { act: string; nth: number };

type World = { members: Context[]; expert: Context; agent: Context };
let at = 0;

beforeAll(async () => {
  await ensureCatalogue();
  // Late after ten hours: the steps reach over days, so that both happen.
  await promise({ validFrom: NOW });
});

/** A card pays for a request: sold, settled twice over, and begun, as the worker would. */
async function payByCard(member: Context, requestId: string) {
  const organisationId = tenant(member);
  const sale = { requestId, seenTotalMinor: 300n, provider: 'stripe' as const };
  await transaction((tx) => sellByCard(tx, member, sale));
  const settle = () =>
    transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Purchase" WHERE "requestId" = ${requestId} FOR UPDATE`;
      const [open] = await tx.purchase.findMany({ where: { requestId, status: 'pending' } });
      if (open) await grantPurchase(tx, member, open, { provider: 'stripe' });
    });
  await Promise.all([settle(), settle()]);
  const begin = () => fundPaid(job(member.now, organisationId), { organisationId, requestId });
  await Promise.all([begin(), begin()]);
}

/** What would come next for a request: left to chance alone, few would ever be resolved. */
function onward(status: RequestStatus | undefined, quote: QuoteStatus | undefined, by: number): string {
  if (quote === 'proposed') return by % 4 ? 'accept' : 'decline';
  switch (status) {
    case 'unpaid':
      return by % 2 ? 'pay' : 'fund';
    case 'new':
    case 'assigned':
      return quote === undefined && by % 2 ? 'propose' : 'start';
    case 'in_progress':
      return ['resolve', 'resolve', 'propose', 'wait'][by % 4] ?? 'resolve';
    case 'waiting_on_customer':
    case 'resolved':
      return by % 3 ? 'reply' : 'close';
    default:
      return 'file';
  }
}

async function run(world: World, { org, hours, what }: Step): Promise<unknown> {
  const now = new Date(NOW.getTime() + (at += hours) * HOUR);
  const then = (ctx: Context | undefined): Context => ({ ...(ctx ?? world.agent), now });
  const [member, agent] = [then(world.members[org]), then(world.agent)];
  const organisationId = tenant(member);
  const { act: wanted, nth: skip = 0 } = what as What;
  const all = await db.request.findMany({ where: { organisationId }, orderBy: { id: 'asc' } });
  const some = all[skip % Math.max(1, all.length)];
  const requestId = some?.id ?? newId('request');
  const quote = await db.quote.findFirst({ where: { organisationId, requestId }, orderBy: { id: 'desc' } });
  const quoteId = quote?.id ?? newQuoteId();
  const act = wanted === 'onward' ? onward(some?.status, quote?.status, hours) : wanted;
  switch (act) {
    case 'file':
      return fileRequest(member, filing());
    case 'file for a quote':
      return fileRequest(member, filing({ category: 'project', price: '0' }));
    case 'file for a card': {
      const words = {
        category: 'bug',
        serviceAffected: 'Shop',
        subject: 'Broken',
        description: 'It is broken.',
      };
      const opening = { organisationId, by: { userId: caller(member) }, via: 'email' as const, ...words };
      const key = newId('message');
      return transaction((tx) =>
        openRequest(tx, member, { ...opening, urgency: 'normal', key, hash: key, pays: 'later' }),
      );
    }
    case 'pay':
      return payByCard(member, requestId);
    case 'fund':
      return fundRequest(member, { requestId });
    case 'start': {
      const expertId = caller(world.expert);
      await assignRequest(agent, { requestId, expertId, fromExpertId: null }).catch(() => null);
      return startWork(then(world.expert), { requestId });
    }
    case 'propose':
      return proposeQuote(agent, {
        requestId,
        quoteId: newQuoteId(),
        credits: '7.000003',
        body: 'More work.',
      });
    case 'accept':
      return acceptQuote(member, { quoteId, credits: '7.000003' });
    case 'decline':
      return declineQuote(member, { quoteId });
    case 'wait':
      return waitForCustomer(agent, { requestId });
    case 'reply':
      return replyAsCustomer(member, {
        requestId,
        messageId: newId('message'),
        body: 'Words.',
        attachments: [],
      });
    case 'resolve':
      return resolveRequest(agent, { requestId, resolution: 'Fixed it.' });
    case 'cancel':
      return cancelRequest(agent, { requestId, reason: 'Not needed.' });
    case 'withdraw':
      return withdrawRequest(member, { requestId });
    case 'urgency': {
      const change = {
        requestId,
        fromUrgency: 'normal' as const,
        urgency: 'high' as const,
        reason: 'Haste.',
      };
      return changeUrgency(agent, change);
    }
    case 'close':
      return closeResolvedRequests(job(now));
    case 'watch':
      return watchClocks(job(now));
    case 'expire':
      return expireCredits(job(now));
    default:
      return recogniseRevenue(job(now));
  }
}

/** Refusals are answers; anything else is a bug and must fail the property. */
async function answer(world: World, step: Step): Promise<void> {
  try {
    await run(world, step);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/** Clocks whose segments overlap, leave a gap, or do not sum to what the clock says. */
const brokenClocks = () => db.$queryRaw<unknown[]>`
  SELECT c."requestId", c.kind, c.state, c."usedMs", s.* FROM "SlaClock" c JOIN LATERAL (
    SELECT count(*) AS n, max(position) AS last, count(*) FILTER (WHERE "toAt" IS NULL) AS open,
      coalesce(sum("businessMs") FILTER (WHERE "isRunning"), 0) AS used, bool_or("fromAt" <> before) AS gap
    FROM (SELECT x.*, lag("toAt") OVER (ORDER BY position) AS before FROM "SlaSegment" x
      WHERE x."organisationId" = c."organisationId" AND x."requestId" = c."requestId" AND x.kind = c.kind) y) s ON true
  WHERE s.used <> c."usedMs" OR s.gap OR s.last <> s.n - 1 OR (c.state = 'stopped') <> (s.open = 0) OR s.open > 1`;

describe('paid support', () => {
  it(
    'keeps every law of the ledger and of its promises, whatever happens at once',
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(Step, { minLength: 25, maxLength: 60 }), async (steps) => {
          at = 0;
          const orgs = [await newOrganisation({ grant: 120 }), await newOrganisation({ grant: 40 })];
          const members = [await memberOf(orgs[0] ?? ''), await memberOf(orgs[1] ?? '')];
          const world = { members, expert: await staff(['expert']), agent: await staff(['agent']) };
          // Four at a time: neighbours race for the same request, hold and wallet.
          for (let i = 0; i < steps.length; i += 4)
            await Promise.all(steps.slice(i, i + 4).map((step) => answer(world, step)));
          expect(await broken()).toEqual([]);
          expect(await brokenClocks()).toEqual([]);
        }),
        { numRuns: Number(process.env.SUPPORT_RUNS ?? 8), endOnFailure: true },
      );
    },
  );
});
