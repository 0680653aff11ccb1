import { expect, it } from 'vitest';
import { decodePosition, encodePosition, isPosition } from './position';

const position = { at: new Date('2026-11-21T10:00:00.123Z'), id: 'op_01kajzq3m5fpr9vb1n5d2h8xye' };

it('reads back what it wrote', () => {
  expect(decodePosition(encodePosition(position))).toEqual(position);
});

it.each([
  'nothing',
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from(JSON.stringify(['2026-13-45T10:00:00.000Z', 'op_1'])).toString('base64url'),
  Buffer.from(JSON.stringify(['0000-01-01T00:00:00.000Z', 'op_1'])).toString('base64url'),
  Buffer.from(JSON.stringify([position.at, "'; drop"])).toString('base64url'),
])('refuses %s', (text) => {
  expect(isPosition(text)).toBe(false);
  expect(() => decodePosition(text)).toThrow('badCursor');
});
