import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addNote } from '@/lib/domain/support/add-note';
import { fileRequest } from '@/lib/domain/support/file-request';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import { searchOwnRequests } from '@/lib/domain/support/search-own-requests';
import { ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { customer, filing } from '@/lib/testing/requests';
import { searchRequests } from './search-requests';

let agent: Context;
beforeAll(async () => {
  await ensureCatalogue();
  agent = await staff(['agent']);
});

const file = async (member: Context, subject: string, description = 'It does not work as it should.') =>
  fileRequest(member, filing({ subject, description, category: 'question', price: '10' }));
const say = (member: Context, requestId: string, body: string) =>
  replyAsCustomer(member, { requestId, messageId: newId('message'), body, attachments: [] });

describe('search', () => {
  it('finds English, French and Arabic words in their other forms', async () => {
    const member = await customer();
    const english = await file(member, 'The invoices were printed twice');
    const french = await file(
      member,
      'La facturation échoue depuis hier',
      'Les clients ne sont plus facturés.',
    );
    const arabic = await file(member, 'المشكلة في الفاتورة', 'هناك مُشْكِلَة في الدفع منذ الصباح');
    const found = async (q: string) =>
      (await searchOwnRequests(member, { q })).rows.map(({ id }) => id).toSorted();
    expect(await found('invoice printing')).toEqual([english.requestId]);
    expect(await found('facture')).toEqual([french.requestId]);
    expect(await found('échouer')).toEqual([french.requestId]);
    expect(await found('مشكلة')).toEqual([arabic.requestId]);
    expect(await found('بالمشكلة')).toEqual([arabic.requestId]);
    expect(await found('invo')).toEqual([english.requestId]);
    expect(await found('"printed twice"')).toEqual([english.requestId]);
    expect(await found('"twice printed"')).toEqual([]);
    expect(await found('work -invoices -facturation')).toEqual([]);
    expect(await found('invoices or facturation')).toEqual([english.requestId, french.requestId].toSorted());
  });

  it('finds by number as people write it, by description and by messages, and says where', async () => {
    const member = await customer();
    const { requestId, number } = await file(member, 'Zeppelin', 'The quokka is missing from the page.');
    await say(member, requestId, 'The axolotl is gone as well.');
    const [, year = '', count = ''] = number.split('-');
    for (const q of [number, number.toLowerCase(), `${year}-${count}`, count, String(Number(count))]) {
      expect((await searchRequests(agent, { q })).rows.map(({ id }) => id)).toContain(requestId);
    }
    const placeOf = async (q: string) => (await searchRequests(agent, { q })).rows[0]?.foundIn;
    expect(await placeOf('zeppelin')).toBe('subject');
    expect(await placeOf('quokka')).toBe('description');
    expect(await placeOf('axolotl')).toBe('messages');
    expect(await placeOf('zeppelin axolotl')).toBe('messages');
  });

  it('never finds a note, nor another organisation’s request for a customer', async () => {
    const [mine, other] = [await customer(), await customer()];
    const { requestId } = await file(mine, 'Platypus');
    await addNote(agent, { requestId, noteId: newId('note'), body: 'wombat secret', attachments: [] });
    expect((await searchRequests(agent, { q: 'wombat' })).rows).toEqual([]);
    expect((await searchOwnRequests(mine, { q: 'wombat' })).rows).toEqual([]);
    expect((await searchOwnRequests(mine, { q: 'platypus' })).rows).toHaveLength(1);
    expect((await searchOwnRequests(other, { q: 'platypus' })).rows).toEqual([]);
    await expect(searchRequests(mine, { q: 'platypus' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(searchOwnRequests(agent, { q: 'platypus' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('takes whatever is typed', async () => {
    for (const q of [
      "'",
      '|',
      '(((',
      ')',
      '&',
      '!',
      ':*',
      '""',
      '"',
      '-',
      'a',
      'the',
      '\\',
      "a'b",
      '<->',
      '٣',
      '%',
    ]) {
      await expect(searchRequests(agent, { q })).resolves.toBeTruthy();
    }
    for (const q of ['', '   ', 'x'.repeat(201), 'a\u0000b']) {
      await expect(searchRequests(agent, { q })).rejects.toMatchObject({ code: 'invalid' });
    }
    await expect(searchRequests(agent, { q: 'a', after: 'forged' })).rejects.toMatchObject({
      reason: 'badCursor',
    });
  });

  it('keeps a changed subject, and pages through everything once', async () => {
    const member = await memberOf(await newOrganisation({ grant: 5_000 }));
    // Older than all that follow: what others have must not fill a customer's page.
    const own = await customer();
    const { requestId: older } = await file(own, 'Narwhal of our own');
    await db.requestSearch.updateMany({
      where: { requestId: older },
      data: { changedAt: new Date(member.now.getTime() - 60_000) },
    });
    const ids: string[] = [older];
    for (let index = 0; index < 53; index++) {
      const now = new Date(member.now.getTime() + Math.floor(index / 2) * 60_000);
      ids.push((await file({ ...member, now }, `Narwhal ${index}`)).requestId);
    }
    const first = await searchRequests(agent, { q: 'narwhal' });
    const second = await searchRequests(agent, { q: 'narwhal', after: first.next ?? '' });
    expect(first.rows).toHaveLength(50);
    expect(second.next).toBeNull();
    expect([...first.rows, ...second.rows].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect((await searchOwnRequests(own, { q: 'narwhal' })).rows.map(({ id }) => id)).toEqual([older]);
    const [, id = ''] = ids;
    await say(member, id, 'The manatee sings.');
    await db.request.updateMany({ where: { id }, data: { subject: 'Dugong' } });
    const found = async (q: string) => (await searchRequests(agent, { q })).rows.map((row) => row.id);
    expect(await found('dugong')).toEqual([id]);
    expect(await found('manatee')).toEqual([id]);
    expect(await found('"narwhal 0"')).toEqual([]);
  });
});
