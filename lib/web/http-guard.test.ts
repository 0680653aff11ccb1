import { expect, test } from 'vitest';
import { programAddress, readableAddress } from './http-guard';

test('an address that can be read stays as it is', () => {
  for (const address of ['/', '/support/requests/req_1?tab=%ED', '/a%20b/%C3%A9', '/%00'])
    expect(readableAddress(address)).toBe(address);
});

test('an address that cannot be read is a name that nothing has', () => {
  expect(readableAddress('/link/%ED%A0%80?token=1')).toBe('/link/%25ED%25A0%2580?token=1');
  expect(readableAddress('/%')).toBe('/%25');
  expect(readableAddress('/%C0%AF?a=1?b=%')).toBe('/%25C0%25AF?a=1?b=%');
});

test('an address of the API with an empty segment is a name that nothing has', () => {
  for (const [address, read] of [
    ['/api/v1', '/api/v1/%2F/%2F'],
    ['/api/v1?a=/', '/api/v1/%2F/%2F?a=/'],
    ['/api/v1/', '/api/v1/%2F/%2F'],
    ['/api/v1/credits/balance/', '/api/v1/credits/balance/%2F/%2F'],
    ['/api/v1//credits?a=//', '/api/v1/%2F/%2F/credits?a=//'],
    ['/api/v1/credits\\balance', '/api/v1/credits%5Cbalance'],
  ] as const)
    expect(programAddress(address)).toBe(read);
});

test('every other address keeps its slashes', () => {
  for (const address of [
    '/',
    '/credits/',
    '//x',
    '/api/v1/credits/balance?a=b/',
    '/api/v10/',
    '/api/health/',
  ])
    expect(programAddress(address)).toBe(address);
});
