import { expect, test } from 'vitest';
import { readableAddress } from './http-guard';

test('an address that can be read stays as it is', () => {
  for (const address of ['/', '/support/requests/req_1?tab=%ED', '/a%20b/%C3%A9', '/%00'])
    expect(readableAddress(address)).toBe(address);
});

test('an address that cannot be read is a name that nothing has', () => {
  expect(readableAddress('/link/%ED%A0%80?token=1')).toBe('/link/%25ED%25A0%2580?token=1');
  expect(readableAddress('/%')).toBe('/%25');
  expect(readableAddress('/%C0%AF?a=1?b=%')).toBe('/%25C0%25AF?a=1?b=%');
});
