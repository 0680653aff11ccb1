import type { ErrorGroupModel, ErrorReportModel } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { fingerprintOf } from '@/lib/domain/errors/rules';
import type { Household } from './people';
import { type World, later } from './world';

/** Days of single reports that the demo keeps, as the nightly job would leave them. */
const DAYS = 14;
/** Below this pace (credits a day) a customer has no programs that report. */
const PACE_OF_REPORTERS = 20;

/** What the customers' programs report, with how often a day at most; `fixed` ones were set aside. */
const errors = [
  {
    ...{
      app: 'checkout',
      message: 'Payment failed: the provider answered 502 after 30000 ms',
      aDay: 6,
      fixed: false,
    },
    stack:
      'Error: Payment failed\n    at charge (/srv/app/lib/charge.js:42:11)\n    at pay (/srv/app/routes/pay.js:17:5)',
    context: { release: '2.4.1', region: 'eu-west-1', attempt: 3 },
  },
  {
    ...{
      app: 'web',
      message: "TypeError: Cannot read properties of undefined (reading 'total')",
      aDay: 3,
      fixed: false,
    },
    stack:
      'TypeError: Cannot read properties of undefined\n    at Cart (https://app.example.com/cart.js:1:20833)',
    context: { browser: 'Firefox 146', path: '/cart' },
  },
  {
    ...{
      app: 'nightly export',
      message: 'Disk quota exceeded while writing part 7 of 12',
      aDay: 1,
      fixed: true,
    },
    stack: '  File "export.py", line 88, in write_part',
    context: { job: 'nightly-export', host: 'batch-2' },
  },
] as const;

type Reported = { groups: ErrorGroupModel[]; reports: ErrorReportModel[] };

/** The errors that a customer's programs reported in the last two weeks, gathered as `reportError` does. */
export function planErrors(world: World, { customer, organisation }: Household): Reported {
  const random = world.random(`errors:${customer.domain}`);
  const reported: Reported = { groups: [], reports: [] };
  const from = later(world.end, -DAYS * DAY_MS);
  if (customer.pace < PACE_OF_REPORTERS || organisation.createdAt > from) return reported;
  for (const { aDay, fixed, ...error } of errors) {
    const times = Array.from({ length: DAYS }, (_, day) => day).flatMap((day) =>
      Array.from({ length: random.whole(0, aDay) }, () => later(from, (day + random.share()) * DAY_MS)),
    );
    const [first, ...rest] = times.sort((a, b) => a.getTime() - b.getTime());
    if (!first) continue;
    const last = rest.at(-1) ?? first;
    const url = `https://app.${customer.domain}.test/`;
    const group: ErrorGroupModel = {
      ...{ organisationId: organisation.id, id: world.ids.at('errorGroup', first), url, ...error },
      ...{
        fingerprint: fingerprintOf(error),
        count: BigInt(times.length),
        firstSeenAt: first,
        lastSeenAt: last,
      },
      resolvedAt: fixed ? world.end : null,
    };
    reported.groups.push(group);
    for (const [nth, createdAt] of times.entries())
      reported.reports.push({
        ...{ organisationId: organisation.id, id: world.ids.at('errorReport', createdAt), groupId: group.id },
        ...{ number: BigInt(nth + 1), message: error.message, url, context: error.context, createdAt },
        ...{ apiKeyId: null, idempotencyKey: null, requestHash: null },
      });
  }
  return reported;
}
