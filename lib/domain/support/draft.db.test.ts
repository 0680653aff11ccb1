import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { ensureCatalogue, memberOf, staff } from '@/lib/testing/factories';
import { customer, filing } from '@/lib/testing/requests';
import { discardDraft } from './discard-draft';
import { fileRequest } from './file-request';
import { getDraft } from './get-draft';
import { saveDraft } from './save-draft';

beforeAll(() => ensureCatalogue());

const typed = (over: Partial<Parameters<typeof saveDraft>[1]> = {}) => ({
  token: randomUUID(),
  subject: 'Half a subj',
  ...over,
});

describe('a draft', () => {
  it('starts empty and survives on another device as it was typed', async () => {
    const member = await customer();
    const empty = await getDraft(member);
    expect(empty).toMatchObject({ subject: '', savedAt: null, attachments: [] });
    const saved = await saveDraft(
      member,
      typed({ token: empty.token, description: '  two spaces and a line\n' }),
    );
    const elsewhere = { ...member, requestId: 'another-device' };
    expect(await getDraft(elsewhere)).toMatchObject({
      token: empty.token,
      subject: 'Half a subj',
      description: '  two spaces and a line\n',
      savedAt: saved.savedAt,
    });
  });

  it('drops only what cannot be stored', async () => {
    const member = await customer();
    await saveDraft(member, typed({ subject: 'a\u0000b\ud800' }));
    expect((await getDraft(member)).subject).toBe('ab\ufffd');
  });

  it('keeps one token for two tabs, so that they cannot file twice', async () => {
    const member = await customer();
    const first = await saveDraft(member, typed());
    const second = await saveDraft(member, typed({ subject: 'From the other tab' }));
    expect(second.token).toBe(first.token);
  });

  it('keeps the newest save of a page, also when an older one arrives after it', async () => {
    const member = await customer();
    const page = randomUUID();
    const token = randomUUID();
    const save = (count: number, subject: string, from = page) =>
      saveDraft(member, typed({ token, subject, edit: { page: from, count } }));
    await save(2, 'Half a subject line');
    await save(1, 'Half a');
    expect((await getDraft(member)).subject).toBe('Half a subject line');
    await save(0, 'From another tab', randomUUID());
    expect((await getDraft(member)).subject).toBe('From another tab');
    await Promise.all([5, 9, 3, 7].map((count) => save(count, `Save ${count}`)));
    expect((await getDraft(member)).subject).toBe('Save 9');
  });

  it('belongs to one person in one organisation', async () => {
    const member = await customer();
    await saveDraft(member, typed());
    const colleague = await memberOf(tenant(member), 'member');
    expect((await getDraft(colleague)).savedAt).toBeNull();
    expect((await getDraft(await customer())).savedAt).toBeNull();
  });

  it('is over once it is filed, also for a save that comes late', async () => {
    const member = await customer();
    const input = filing();
    await saveDraft(member, typed({ token: input.token }));
    await fileRequest(member, input);
    await expect(saveDraft(member, typed({ token: input.token }))).rejects.toMatchObject({
      code: 'conflict',
      reason: 'draftFiled',
    });
    expect((await getDraft(member)).savedAt).toBeNull();
    const next = await saveDraft(member, typed());
    expect(next.token).not.toBe(input.token);
  });

  it('can be thrown away, twice', async () => {
    const member = await customer();
    await saveDraft(member, typed());
    await discardDraft(member);
    await discardDraft(member);
    expect((await getDraft(member)).savedAt).toBeNull();
  });

  it('stays thrown away when a save that was on its way arrives after it, also beside a new one', async () => {
    const member = await customer();
    const page = randomUUID();
    const token = randomUUID();
    const save = (count: number) => saveDraft(member, typed({ token, edit: { page, count } }));
    await save(1);
    await discardDraft(member);
    const refused = { code: 'conflict', reason: 'draftDiscarded' };
    await expect(save(2)).rejects.toMatchObject(refused);
    await discardDraft(member);
    await expect(save(3)).rejects.toMatchObject(refused);
    const empty = await getDraft(member);
    expect(empty).toMatchObject({ subject: '', savedAt: null });
    const next = await saveDraft(member, typed({ token: empty.token, subject: 'Another matter' }));
    expect(next.token).toBe(empty.token);
    await expect(save(4)).rejects.toMatchObject(refused);
    expect(await getDraft(member)).toMatchObject({ token: empty.token, subject: 'Another matter' });
  });

  it('is nothing for staff, and refuses what is far too long', async () => {
    await expect(getDraft(await staff(['admin']))).rejects.toMatchObject({ code: 'forbidden' });
    const member = await customer();
    // More than a request may say is kept all the same: it can be cut down, or sent as a file.
    const long = 'x'.repeat(100_000);
    await saveDraft(member, typed({ description: long }));
    expect(await getDraft(member)).toMatchObject({ description: long });
    await expect(saveDraft(member, typed({ description: `${long}x` }))).rejects.toMatchObject({
      fields: { description: 'tooLong?max=100000' },
    });
  });
});
