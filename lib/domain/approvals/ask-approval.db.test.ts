import { describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { fileRequest } from '@/lib/domain/support/file-request';
import { getRequest } from '@/lib/domain/support/queries';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import { startWork } from '@/lib/domain/support/start-work';
import { memberOf, staff } from '@/lib/testing/factories';
import { assignedRequest, filing, newRequest } from '@/lib/testing/requests';
import { askApproval } from './ask-approval';
import { decideApproval } from './decide-approval';
import { listAskable } from './queries';
import { saveOwnerContact } from './owner-contact';
import { asked, askable, asking, letters, owner, summary, tokenIn, visitor } from '@/lib/testing/approvals';

describe('asking an owner', () => {
  it('writes one mail with a card for each request, each with its own links', async () => {
    const { agent, requestId, organisationId, member } = await askable();
    const other = await fileRequest(member, filing({ subject: 'The report is empty' }));
    await askApproval(agent, asking([requestId, other.requestId]));
    const [letter, ...more] = await letters(organisationId);
    expect(more).toEqual([]);
    const urls = letter?.cards.flatMap(({ approveUrl, rejectUrl }) => [approveUrl, rejectUrl]) ?? [];
    expect(letter?.cards).toHaveLength(2);
    expect(new Set(urls.map(tokenIn)).size).toBe(2);
    const rows = await db.approval.findMany({ where: { organisationId } });
    for (const url of urls) expect(JSON.stringify(rows)).not.toContain(tokenIn(url));
    expect(await getRequest(member, { requestId })).toMatchObject({
      thread: expect.arrayContaining([expect.objectContaining({ event: 'approvalAsked' })]),
    });
    expect((await getRequest(member, { requestId })).approval).toMatchObject({
      state: 'pending',
      owner: owner.name,
    });
  });
  it('is one ask, however often it is sent', async () => {
    const { agent, ask, organisationId } = await asked();
    await askApproval(agent, ask);
    expect(await letters(organisationId)).toHaveLength(1);
    await expect(askApproval(agent, { ...ask, note: 'other' })).rejects.toMatchObject({
      reason: 'idempotencyConflict',
    });
  });
  it('is refused for several organisations at once', async () => {
    const [one, two] = [await askable(), await askable()];
    await expect(askApproval(one.agent, asking([one.requestId, two.requestId]))).rejects.toMatchObject({
      reason: 'severalOrganisations',
    });
  });
  it('is refused where nobody is named as the owner', async () => {
    const { requestId } = await newRequest();
    await expect(askApproval(await staff(['agent']), asking([requestId]))).rejects.toMatchObject({
      reason: 'noOwnerContact',
    });
  });
  it('is refused while an answer is awaited, and asking again voids the first links', async () => {
    const { agent, requestId, token, organisationId } = await asked();
    await expect(askApproval(agent, asking([requestId]))).rejects.toMatchObject({
      reason: 'approvalPending',
    });
    await askApproval(agent, asking([requestId], { again: true }));
    const found = await letters(organisationId);
    const second = tokenIn(found[1]?.cards[0]?.approveUrl);
    expect(await decideApproval(visitor(), { token, decision: 'approved' })).toMatchObject({
      ...{ isNew: false, state: 'voided', voidReason: 'askedAgain' },
    });
    expect(await decideApproval(visitor(), { token: second, decision: 'approved' })).toMatchObject({
      isNew: true,
    });
  });
  it('is refused once it was approved, and possible again after a rejection', async () => {
    const yes = await asked();
    await decideApproval(visitor(), { token: yes.token, decision: 'approved' });
    await expect(askApproval(yes.agent, asking([yes.requestId]))).rejects.toMatchObject({
      reason: 'approvalGiven',
    });
    const no = await asked();
    await decideApproval(visitor(), { token: no.token, decision: 'rejected' });
    await askApproval(no.agent, asking([no.requestId]));
    expect(await letters(no.organisationId)).toHaveLength(2);
  });
  it('is for the expert whose request it is, and for who runs the desk', async () => {
    const { requestId, member, expert } = await assignedRequest();
    await saveOwnerContact(member, owner);
    await expect(askApproval(await staff(['expert']), asking([requestId]))).rejects.toMatchObject({
      reason: 'notYourRequest',
    });
    await expect(askApproval(member, asking([requestId]))).rejects.toMatchObject({ code: 'forbidden' });
    await askApproval(expert, asking([requestId]));
  });
  it('is refused for what the dialog did not show: another version, another request, an ended one', async () => {
    const { agent, requestId } = await askable();
    const card = { requestId, summary, version: 2 };
    await expect(askApproval(agent, asking([], { cards: [card] }))).rejects.toMatchObject({
      reason: 'requestChanged',
    });
    await expect(askApproval(agent, asking([newId('request')]))).rejects.toMatchObject({ code: 'not_found' });
    await cancelRequest(agent, { requestId, reason: 'Not needed any more' });
    await expect(askApproval(agent, asking([requestId]))).rejects.toMatchObject({ reason: 'requestClosed' });
  });
  it('shows beforehand whom it would reach and what stands against it', async () => {
    const { agent, requestId, token } = await asked();
    expect(await listAskable(agent, { requestIds: [requestId] })).toMatchObject([
      { owner: { name: owner.name }, state: 'pending', refusal: null, version: 1 },
    ]);
    await decideApproval(visitor(), { token, decision: 'approved' });
    expect(await listAskable(agent, { requestIds: [requestId] })).toMatchObject([
      { refusal: 'approvalGiven' },
    ]);
  });
});

describe('an owner contact', () => {
  it('is named by an owner of the organisation alone, and audited', async () => {
    const { member, organisationId } = await askable();
    await expect(saveOwnerContact(await memberOf(organisationId, 'billing'), owner)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await saveOwnerContact(member, { ...owner, locale: 'ar' });
    await saveOwnerContact(member, { ...owner, locale: 'ar' });
    const events = await db.auditEvent.count({
      where: { organisationId, action: 'organisation.ownerContact' },
    });
    expect(events).toBe(2);
  });
  it('who reads Arabic is answered for in Arabic', async () => {
    const { member, agent, requestId, organisationId } = await askable();
    await saveOwnerContact(member, { ...owner, locale: 'ar' });
    await askApproval(agent, asking([requestId]));
    const [letter] = await letters(organisationId);
    await decideApproval(visitor(), { token: tokenIn(letter?.cards[0]?.approveUrl), decision: 'approved' });
    expect(await db.message.findFirst({ where: { organisationId, requestId } })).toMatchObject({
      body: 'تمت الموافقة.',
    });
  });
});

describe('work on a category that needs an approval', () => {
  async function needing() {
    const { requestId, member, expert, agent } = await assignedRequest();
    await db.request.updateMany({ where: { id: requestId }, data: { needsApproval: true } });
    await saveOwnerContact(member, owner);
    return { requestId, expert, agent, organisationId: member.organisationId ?? '' };
  }
  it('begins after the yes and not before', async () => {
    const { requestId, expert, organisationId } = await needing();
    const refused = { reason: 'approvalMissing' };
    await expect(startWork(expert, { requestId })).rejects.toMatchObject(refused);
    await askApproval(expert, asking([requestId]));
    await expect(startWork(expert, { requestId })).rejects.toMatchObject(refused);
    const [letter] = await letters(organisationId);
    await decideApproval(visitor(), { token: tokenIn(letter?.cards[0]?.approveUrl), decision: 'approved' });
    await startWork(expert, { requestId });
    await resolveRequest(expert, { requestId, resolution: 'Mended' });
  });
  it('does not begin after a no', async () => {
    const { requestId, expert, organisationId } = await needing();
    await askApproval(expert, asking([requestId]));
    const [letter] = await letters(organisationId);
    await decideApproval(visitor(), { token: tokenIn(letter?.cards[0]?.rejectUrl), decision: 'rejected' });
    await expect(startWork(expert, { requestId })).rejects.toMatchObject({ reason: 'approvalMissing' });
  });
});
