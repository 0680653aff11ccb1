import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '@/lib/core/ids';
import { addNote } from '@/lib/domain/support/add-note';
import { fileRequest } from '@/lib/domain/support/file-request';
import { staff } from '@/lib/testing/factories';
import { customer, filing, newRequest } from '@/lib/testing/requests';
import { openShop } from '@/lib/testing/shop';
import { draftSummaries } from './draft-summaries';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  Object.assign(process.env, { LLM_URL: `${process.env.SANDBOX_URL}/llm/v1`, LLM_MODEL: 'sandbox' });
});
afterAll(() => shop.close());

type Seen = { asked: number; atOnce: number; longest: number; last: string };
const where = () => `${process.env.SANDBOX_URL}/sandbox/llm`;
const be = (mood: string, slowMs?: number) =>
  fetch(where(), {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ mood, slowMs }),
  });
const seen = async () => (await (await fetch(where())).json()) as Seen;

describe('drafting what an owner reads', () => {
  it('gives four to six plain lines of each request', async () => {
    await be('markdown');
    const { requestId } = await newRequest();
    const [draft] = await draftSummaries(await staff(['agent']), { requestIds: [requestId] });
    expect(draft).toMatchObject({ requestId, reason: null });
    expect(draft?.lines).toHaveLength(6);
    expect(draft?.lines?.join('\n')).not.toMatch(/[*#`[\]]|https?:|\u202e/);
  });
  it('asks for five at a time', async () => {
    await be('slow', 300);
    const member = await customer();
    const filed = await Promise.all(Array.from({ length: 7 }, () => fileRequest(member, filing())));
    const requestIds = filed.map(({ requestId }) => requestId);
    const drafts = await draftSummaries(await staff(['agent']), { requestIds });
    expect(new Set(drafts.map(({ requestId }) => requestId))).toEqual(new Set(requestIds));
    expect(await seen()).toMatchObject({ asked: 7, atOnce: 5 });
  });
  it('waits fifteen seconds for one and thirty for all; people write the rest', async () => {
    await be('slow', 20_000);
    const member = await customer();
    const filed = await Promise.all(Array.from({ length: 12 }, () => fileRequest(member, filing())));
    const real = AbortSignal.timeout.bind(AbortSignal);
    // A tenth of the time: what is not answered in it is given up just so.
    const clock = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => real(ms / 10));
    const startedAt = performance.now();
    const requestIds = filed.map(({ requestId }) => requestId);
    const drafts = await draftSummaries(await staff(['agent']), { requestIds });
    const tookMs = performance.now() - startedAt;
    const waits = clock.mock.calls.map(([ms]) => ms);
    clock.mockRestore();
    expect(drafts.map(({ lines, reason }) => [lines, reason])).toEqual(Array(12).fill([null, 'failed']));
    expect([tookMs > 2_900, tookMs < 6_000]).toEqual([true, true]);
    // Five at once, twice: the last two were not begun.
    expect(waits.toSorted((a, b) => b - a)).toEqual([30_000, ...Array<number>(10).fill(15_000)]);
    await be('well');
  });
  it.each([
    ['down', 'failed'],
    ['garbage', 'failed'],
    ['short', 'unusable'],
  ])('leaves it to people when the endpoint is %s', async (mood, reason) => {
    await be(mood);
    const { requestId } = await newRequest();
    expect(await draftSummaries(await staff(['agent']), { requestIds: [requestId] })).toEqual([
      { requestId, lines: null, reason },
    ]);
  });
  it('tells the endpoint no note, and no more than 8,000 characters', async () => {
    await be('well');
    const { requestId } = await newRequest({ description: 'x'.repeat(19_000) });
    const agent = await staff(['agent']);
    await addNote(agent, { requestId, noteId: newId('note'), body: 'CANARY', attachments: [] });
    await draftSummaries(agent, { requestIds: [requestId] });
    // Two marks of 16 signs and the line ends beside them.
    const { longest, last } = await seen();
    expect(longest).toBeLessThanOrEqual(8_034);
    expect(last).toContain('The checkout fails');
    expect(last).not.toContain('CANARY');
  });
  it('is for one organisation at a time, and for staff', async () => {
    const [one, two] = [await newRequest(), await newRequest()];
    const agent = await staff(['agent']);
    const both = { requestIds: [one.requestId, two.requestId] };
    await expect(draftSummaries(agent, both)).rejects.toMatchObject({ reason: 'severalOrganisations' });
    const unknown = { requestIds: [newId('request')] };
    await expect(draftSummaries(agent, unknown)).rejects.toMatchObject({ code: 'not_found' });
    await expect(draftSummaries(one.member, { requestIds: [one.requestId] })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
