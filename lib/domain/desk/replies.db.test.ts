import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { ensureCatalogue, staff } from '@/lib/testing/factories';
import { assignedRequest, customer } from '@/lib/testing/requests';
import { listReplies, listRepliesFor } from './list-replies';
import { archiveReply, saveReply } from './save-reply';

beforeAll(() => ensureCatalogue());

const reply = (over: Partial<Parameters<typeof saveReply>[1]> = {}) => ({
  ...{ replyId: newId('cannedReply'), name: 'Greeting', body: 'Hello {{customer.firstName}}.' },
  ...over,
});

describe('canned replies', () => {
  it('are kept, changed, taken out and brought back, each with a trace', async () => {
    const agent = await staff(['agent']);
    const mine = reply();
    await saveReply(agent, mine);
    await saveReply(agent, mine);
    await saveReply(agent, { ...mine, name: 'Welcome' });
    const kept = (await listReplies(agent)).find(({ id }) => id === mine.replyId);
    expect(kept).toMatchObject({ name: 'Welcome', body: mine.body, changedBy: 'Person', category: '' });
    await archiveReply(agent, { replyId: mine.replyId });
    await archiveReply(agent, { replyId: mine.replyId });
    expect((await listReplies(agent)).map(({ id }) => id)).not.toContain(mine.replyId);
    await saveReply(agent, mine);
    expect((await listReplies(agent)).map(({ id }) => id)).toContain(mine.replyId);
    const trace = await db.auditEvent.findMany({ where: { recordId: mine.replyId }, orderBy: { id: 'asc' } });
    expect(trace.map(({ action }) => action)).toEqual([
      'reply.save',
      'reply.save',
      'reply.archive',
      'reply.save',
    ]);
  });

  it('name only variables and categories that there are', async () => {
    const agent = await staff(['agent']);
    await expect(saveReply(agent, reply({ body: 'Hello {{customer.nmae}}.' }))).rejects.toMatchObject({
      fields: { body: 'unknownVariable?name=customer.nmae' },
    });
    await expect(saveReply(agent, reply({ category: 'no-such' }))).rejects.toMatchObject({
      fields: { category: 'unknown' },
    });
  });

  it('are written by who runs the desk and used by everybody who answers', async () => {
    const { expert, member, requestId } = await assignedRequest();
    await expect(saveReply(expert, reply())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(archiveReply(expert, { replyId: newId('cannedReply') })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(listRepliesFor(member, { requestId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReplies(await customer())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listRepliesFor(expert, { requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('come filled in, those of the request’s category first', async () => {
    const { expert, agent, requestId, number } = await assignedRequest();
    const any = reply({ name: 'A', body: '{{request.number}} of {{organisation.name}}, {{me.firstName}}' });
    const other = reply({ name: 'B', category: 'question' });
    const own = reply({ name: 'C', category: 'bug' });
    for (const one of [any, other, own]) await saveReply(agent, one);
    await db.user.update({ where: { id: caller(expert) }, data: { name: 'Erik *Sund*' } });
    const found = await listRepliesFor(expert, { requestId });
    const ids = found.map(({ id }) => id);
    expect(ids.indexOf(own.replyId)).toBeLessThan(ids.indexOf(any.replyId));
    expect(ids.indexOf(any.replyId)).toBeLessThan(ids.indexOf(other.replyId));
    expect(found.find(({ id }) => id === any.replyId)?.text).toBe(`${number} of Example, Erik`);
    expect(found.find(({ id }) => id === own.replyId)).toMatchObject({
      isOfCategory: true,
      text: 'Hello Person.',
    });
  });
});
