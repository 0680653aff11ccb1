import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { rateRequest } from '@/lib/domain/ratings/rate-request';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { NOW, ensureCatalogue, staff } from '@/lib/testing/factories';
import { assignedRequest, customer } from '@/lib/testing/requests';
import { promise } from '@/lib/testing/service-levels';
import { getServiceFigures } from './get-service-figures';

const HOUR = 3_600_000;
const at = (ctx: Context, hours: number): Context => ({
  ...ctx,
  now: new Date(NOW.getTime() + hours * HOUR),
});

beforeAll(async () => {
  await ensureCatalogue();
  await promise({ validFrom: NOW });
});

const words = (requestId: string) => ({
  ...{ requestId, messageId: newId('message'), body: 'Words.', attachments: [] },
});

/** Answered after one hour, waited for three, resolved eight hours after filing: five hours of ten were used. */
async function served({ reopens = false, score = 5 } = {}) {
  const made = await assignedRequest({ inWork: true });
  const { requestId, expert, member } = made;
  await replyAsStaff(at(expert, 1), { ...words(requestId), then: 'wait' });
  await replyAsCustomer(at(member, 4), words(requestId));
  await resolveRequest(at(expert, 8), { requestId, resolution: 'Done.' });
  if (reopens) {
    await replyAsCustomer(at(member, 9), words(requestId));
    await resolveRequest(at(expert, 16), { requestId, resolution: 'Done now.' });
  }
  await rateRequest(at(member, 17), { requestId, score, comment: '' });
  return made;
}

describe('service figures', () => {
  it('are those of the recorded segments', async () => {
    const { expert, agent, requestId } = await served();
    const report = await getServiceFigures(at(agent, 24), { by: 'expert', months: '1' });
    const mine = report.rows.find(({ key }) => key === caller(expert));
    expect(mine).toMatchObject({
      ...{ resolved: 1, reopened: 0, reopenedBps: 0, ratings: 1, satisfactionHundredths: 500 },
      firstAnswer: { count: 1, averageMs: HOUR, keptBps: 10_000 },
      resolution: { count: 1, averageMs: 5 * HOUR, keptBps: 10_000 },
    });
    const segments = await db.slaSegment.findMany({ where: { requestId, isRunning: true } });
    const sum = segments.reduce((total, { businessMs }) => total + Number(businessMs ?? 0), 0);
    expect(sum).toBe((mine?.firstAnswer?.averageMs ?? 0) + (mine?.resolution?.averageMs ?? 0));
  });

  it('tie: every grouping adds up to the same whole, and to the segments of the period', async () => {
    await Promise.all([served({ reopens: true, score: 2 }), served()]);
    const agent = at(await staff(['agent']), 24);
    const reports = await Promise.all(
      (['expert', 'category', 'month'] as const).map((by) => getServiceFigures(agent, { by, months: '3' })),
    );
    const [first] = reports;
    for (const { total, rows } of reports) {
      expect(total).toEqual(first?.total);
      expect(rows.reduce((sum, { resolved }) => sum + resolved, 0)).toBe(total.resolved);
    }
    const [sums] = await db.$queryRaw<{ ms: number; late: number }[]>`
      SELECT sum(ms)::float8 AS ms, count(*) FILTER (WHERE ms > "targetMs")::int AS late FROM (
        SELECT sum(s."businessMs") AS ms, c."targetMs" FROM "SlaSegment" s
        JOIN "SlaClock" c USING ("organisationId", "requestId", kind)
        JOIN "Request" r ON (r."organisationId", r.id) = (s."organisationId", s."requestId")
        WHERE s."isRunning" AND s.kind = 'resolution' AND r.status = 'resolved'
        GROUP BY s."organisationId", s."requestId", c."targetMs") one`;
    const { resolution } = first?.total ?? {};
    expect(resolution?.averageMs).toBe(Math.round((sums?.ms ?? 0) / (resolution?.count ?? 1)));
    // Twelve hours of ten were used by the one that was taken up again.
    expect(sums?.late).toBe(1);
    expect(resolution?.keptBps).toBe(
      Math.round((10_000 * ((resolution?.count ?? 0) - 1)) / (resolution?.count ?? 1)),
    );
    expect(first?.total.reopened).toBe(1);
    expect(reports[2]?.rows.map(({ key }) => key)).toEqual(['2026-09', '2026-10', '2026-11']);
  });

  it('leave out what is open again, and what was resolved before', async () => {
    const { expert, agent, member, requestId } = await served();
    const ofExpert = async (ctx: Context) =>
      (await getServiceFigures(ctx, { by: 'expert', months: '1' })).rows.find(
        ({ key }) => key === caller(expert),
      );
    expect(await ofExpert(at(agent, 24 * 30))).toBeUndefined();
    await replyAsCustomer(at(member, 20), words(requestId));
    expect(await ofExpert(at(agent, 24))).toBeUndefined();
  });

  it('are for who runs the desk', async () => {
    for (const ctx of [await staff(['expert']), await staff(['finance']), await customer()]) {
      await expect(getServiceFigures(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
    }
    const bad = { by: 'planet' } as never;
    await expect(getServiceFigures(await staff(['admin']), bad)).rejects.toMatchObject({ code: 'invalid' });
  });
});
