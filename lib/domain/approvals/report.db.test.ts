import { describe, expect, it } from 'vitest';
import { type Context } from '@/lib/core/context';
import { addDays } from '@/lib/core/time';
import { NOW, job, staff } from '@/lib/testing/factories';
import { newRequest } from '@/lib/testing/requests';
import { decideApproval } from './decide-approval';
import { remindApprovals } from './remind-approvals';
import { approvalReport } from './report';
import { saveApprovalSetting } from './settings';
import { asked, letters, tokenIn, visitor } from '@/lib/testing/approvals';

const later = (ctx: Context, days: number): Context => ({ ...ctx, now: addDays(ctx.now, days) });

describe('a reminder', () => {
  const remind = (days: number) => remindApprovals(job(addDays(NOW, days)));
  it('goes out once after three days, with links that open the same question', async () => {
    const { token, organisationId } = await asked();
    await remind(2.9);
    expect(await letters(organisationId)).toHaveLength(1);
    await Promise.all([remind(3), remind(3)]);
    await remind(30);
    const [, reminder, ...more] = await letters(organisationId);
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({ isReminder: true });
    expect(tokenIn(reminder?.cards[0]?.approveUrl)).toBe(token);
    expect(await decideApproval(visitor(), { token, decision: 'approved' })).toMatchObject({ isNew: true });
  });
  it('is not sent when everything was decided', async () => {
    const { token, organisationId } = await asked();
    await decideApproval(visitor(), { token, decision: 'approved' });
    await remind(4);
    expect(await letters(organisationId)).toHaveLength(1);
  });
  it('is never sent with 0 days', async () => {
    const admin = await staff(['admin']);
    await saveApprovalSetting(admin, { remindAfterDays: 0 });
    const { organisationId } = await asked();
    await saveApprovalSetting(admin, { remindAfterDays: 3 });
    await remind(30);
    expect(await letters(organisationId)).toHaveLength(1);
  });
});

describe('the report', () => {
  it('counts by organisation and state, with how long it took and what is late', async () => {
    const { token, organisationId: organisation, agent } = await asked();
    await decideApproval(visitor(addDays(NOW, 2)), { token, decision: 'approved' });
    const lateOne = await asked();
    const report = await approvalReport(later(agent, 8), { organisation });
    expect(report.totals).toMatchObject({ approved: 1, pending: 0, late: 0, turnaroundHours: 48 });
    const late = await approvalReport(later(agent, 8), {
      organisation: lateOne.organisationId,
      state: 'late',
    });
    expect(late.totals).toMatchObject({ pending: 1, late: 1, turnaroundHours: null });
    expect(late.rows).toMatchObject([{ requestId: lateOne.requestId, isLate: true }]);
    expect(late.organisations).toMatchObject([{ id: lateOne.organisationId, pending: 1 }]);
    expect(report.chart.reduce((sum, { asked }) => sum + asked, 0)).toBe(1);
    expect(report.chart.reduce((sum, { approved }) => sum + approved, 0)).toBe(1);
  });
  it('is for the desk', async () => {
    const { member } = await newRequest();
    await expect(approvalReport(member, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
