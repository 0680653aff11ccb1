import { describe, expect, it } from 'vitest';
import { isReadable } from './action-body';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/settings', { method: 'POST', body, headers });
const action = (body: BodyInit, headers: Record<string, string> = {}) =>
  post(body, { 'next-action': '7f00', ...headers });
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const BROKEN = { 'content-type': 'multipart/form-data; boundary=x' };

describe('isReadable', () => {
  it.each([
    '[]',
    '[{"email":"a@b.cd","next":"$undefined"}]',
    '["$$F1","$T","$undefined"]',
    '[{"a":[1,null,true,"$D2026-11-21T10:00:00.000Z","$n12"]}]',
  ])('takes %s', async (body) => expect(await isReadable(action(body))).toBe(true));

  it.each([
    '',
    '[{bad',
    '{"a":1}',
    '["$F1"]',
    '["$@5"]',
    '["$Q9"]',
    '["$nxyz"]',
    '[{"a":["$1:constructor"]}]',
    '["$K1"]',
  ])('refuses %s', async (body) => expect(await isReadable(action(body))).toBe(false));

  it('takes forms with and without scripts, and refuses broken ones', async () => {
    expect(await isReadable(action(form({ '1_x': 'y', '0': '["$K1"]' })))).toBe(true);
    expect(await isReadable(post(form({ $ACTION_ID_00: '' })))).toBe(true);
    expect(await isReadable(action(form({ x: '1' })))).toBe(false);
    expect(await isReadable(action(form({ '0': '[bad' })))).toBe(false);
    expect(await isReadable(action('garbage', BROKEN))).toBe(false);
    expect(await isReadable(post('garbage', BROKEN))).toBe(false);
    expect(await isReadable(post('garbage', { 'content-type': 'multipart/form-data' }))).toBe(false);
  });
});
