import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { announce } from '@/lib/domain/notifications/announce';
import { turnClocks } from '@/lib/domain/sla/steps';
import { customersOf, payersOf } from './customers-of';
import { endQuote } from './end-quote';
import { captureHolds } from './holds';
import { type LockedRequest, addEvent, answerer, customerUrl, lockRequest, moveRequest } from './internal';
import { mailedRateUrl } from './rate-url';
import { returnIfLate } from './return-if-late';
import { excerpt, worksOn } from './rules';
import { ResolveInput } from './schema';

type Resolved = { requestId: string; charged: string; returned: string };

/**
 * Ends the work with a resolution for the customer and charges what is held (its price, and every quote that was
 * accepted); where it is later than promised, the promised part comes back. All in one transaction. One that was taken up
 * again is charged no second time, and a refund for being late is paid once. The mail asks for a rating. `charged` and
 * `returned` are in credits.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged` when it is not in work (or resolved already).
 */
export async function resolveRequest(ctx: Context, input: z.input<typeof ResolveInput>): Promise<Resolved> {
  authorise(ctx, 'desk:answer');
  const asked = parse(ResolveInput, input);
  return transaction((tx) => resolve(tx, ctx, asked));
}

async function resolve(
  tx: Tx,
  ctx: Context,
  { requestId, resolution }: z.output<typeof ResolveInput>,
): Promise<Resolved> {
  const request = await lockRequest(tx, requestId);
  if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
  await moveRequest(tx, ctx, request, 'resolve', { resolution, resolvedAt: ctx.now, lastStaffAt: ctx.now });
  await endQuote(tx, ctx, request);
  const charged = creditsToDecimal(await captureHolds(tx, ctx, request));
  const again = request.reopenCount > 0 && charged === '0';
  await addEvent(tx, ctx, request, again ? 'resolvedAgain' : 'resolved', again ? {} : { charged });
  await turnClocks(tx, ctx, request, 'resolved');
  const returnedMicro = await returnIfLate(tx, ctx, request);
  const returned = creditsToDecimal(returnedMicro);
  await recordAudit(tx, ctx, {
    action: 'request.resolve',
    recordType: 'request',
    recordId: requestId,
    organisationId: request.organisationId,
    before: { status: request.status },
    after: { status: 'resolved', charged, ...(returnedMicro > 0n ? { returned } : {}) },
  });
  await tell(tx, ctx, request, { resolution, returnedMicro });
  return { requestId, charged, returned };
}

async function tell(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  told: { resolution: string; returnedMicro: bigint },
): Promise<void> {
  const { organisationId, id, number, subject, priceMicro, reopenCount } = request;
  const url = customerUrl(id);
  const to = await customersOf(tx, ctx, request);
  const about = { organisationId, requestId: id, to, path: `/support/requests/${id}` };
  const summary = excerpt(told.resolution, 600);
  await announce(tx, ctx, {
    ...{ ...about, event: 'requestResolved', values: { number, subject } },
    mail: ({ participantId = '', locale }) => ({
      template: 'request-resolved',
      props: {
        ...{ number, subject, url, summary, priceMicro: priceMicro.toString() },
        ratingUrl: mailedRateUrl(organisationId, { participantId, locale }),
      },
    }),
    // Taken up again and resolved again is another mail.
    key: `request-resolved:${id}${reopenCount > 0 ? `:${reopenCount}` : ''}`,
  });
  const { returnedMicro } = told;
  if (returnedMicro === 0n) return;
  await announce(tx, ctx, {
    ...{ ...about, event: 'lateReturned', to: await payersOf(tx, ctx, request) },
    values: { number, subject, credits: creditsToDecimal(returnedMicro) },
    mail: () => ({
      template: 'late-returned',
      props: { number, subject, url, returnedMicro: returnedMicro.toString() },
    }),
    key: `late-returned:${id}`,
  });
}
